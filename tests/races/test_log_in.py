"""The last try of a browser, a right and a wrong password at the same moment: each is judged in its turn."""

import pytest
from flask import Flask
from sqlalchemy import select

from tests.support.make import PASSWORD, make_user
from tests.support.quick import use_quick_hashes
from tests.support.stage import found, own_context, saving
from tests.support.together import together
from webapp.clock import now
from webapp.database import writing
from webapp.models.counter import Counter, DatabaseTries
from webapp.models.log_in import LogIn
from webapp.models.person import Origin, Person
from webapp.models.throttle import of_pair
from webapp.models.user import User

ROUNDS = 25
BY = Person.visitor(Origin(network="192.0.2.1"))


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    use_quick_hashes(monkeypatch)


def attempt(user: User, password: str) -> LogIn:
    """A try whose slow half is done."""
    made = LogIn(user.email, by=BY, device="", secret="s" * 40, tries=DatabaseTries())
    made.look_up()
    made.compare(password)
    return made


def judged(one: LogIn) -> bool:
    with writing():
        return one.finish() is not None


def counted(one: LogIn) -> int:
    rows = found(select(Counter).where(Counter.key == of_pair().key(one.tries.pair[1])))
    return rows[0].n if rows else 0


def test_right_password_is_not_let_in_past_the_last_try(app: Flask) -> None:
    """Either it came first and the wrong one is counted alone, or it came too late: nothing in between."""
    pair = of_pair()
    for _ in range(ROUNDS):
        user = make_user()
        with own_context():
            right, wrong = attempt(user, PASSWORD), attempt(user, "not the password")
        with saving() as session:
            session.add(Counter(key=pair.key(right.tries.pair[1]), n=pair.most - 1, expires_at=now() + pair.window))
        is_in, _ = together(lambda one=right: judged(one), lambda one=wrong: judged(one))
        assert (is_in, counted(right)) in {(True, 1), (False, pair.most)}
