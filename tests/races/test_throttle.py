"""Fifty wrong tries at the same moment over four workers: exactly as many as allowed are looked at, wherever they are counted."""

from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.races.guessers import Guesser, at_once
from tests.support import stage
from tests.support.databases import KEY, environ_for, migrated, worker
from tests.support.live import Live, serve
from tests.support.make import PASSWORD, make_user
from tests.support.postgresql import new_database
from tests.support.redis import shared_redis
from tests.support.stage import found
from webapp.models.event import StrangerEvent

TRIES = 50
Server = Callable[..., AbstractContextManager[Live]]


@pytest.fixture(params=["sqlite", "postgresql", "redis"])
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Server:
    """Starts `lodge serve` with four workers, counting in its database or in Redis (whatever the database beside it)."""
    instance = tmp_path / "instance"
    is_sqlite = request.param != "postgresql"
    settings = {"database_url": f"sqlite:///{instance / 'lodge.db'}" if is_sqlite else new_database(f"lodge_throttle_{worker()}")}
    app = migrated(environ_for(instance, **settings))
    stage.put_on(app)
    if request.param == "redis":
        settings["redis_url"] = shared_redis()
    return lambda **more: serve(instance, secret_key=KEY, workers="4", **settings, **more)


def reasons() -> Counter[str]:
    return Counter(found(select(StrangerEvent.reason)))


def test_ten_tries_of_a_pair_are_looked_at_whatever_forwarded_address_it_claims(server: Server) -> None:
    ada = make_user()
    with server() as live:
        answers = at_once([Guesser(live.url, ada.email, {"X-Forwarded-For": f"192.0.2.{one}"}) for one in range(TRIES)])
    assert reasons() == {"wrong": 10, "locked": 40}
    assert {answer.status for answer in answers} == {422}
    assert len({answer.page for answer in answers}) == 1


def test_thirty_tries_of_a_network_are_looked_at_and_the_rest_told_when_to_come_back(server: Server) -> None:
    with server() as live:
        guessers = [Guesser(live.url, f"{one}@example.org", {"X-Forwarded-For": f"192.0.2.{one}"}) for one in range(TRIES)]
        answers = at_once(guessers)
    assert Counter(answer.status for answer in answers) == {422: 30, 429: 20}
    assert reasons() == {"wrong": 30}
    assert all(1 <= int(answer.headers["retry-after"]) <= 60 for answer in answers if answer.status == 429)
    assert len({answer.page for answer in answers if answer.status == 429}) == 1


def test_strangers_everywhere_use_up_an_account_for_themselves_and_not_for_its_person(server: Server) -> None:
    ada = make_user()
    # However slow this machine is, the wait outlasts the rush.
    with server(trusted_proxies="127.0.0.1", login_first_wait="600") as live:
        known = Guesser(live.url, ada.email, {"X-Forwarded-For": "203.0.113.1"}).open()
        assert known.guess(PASSWORD).status == 303
        answers = at_once([Guesser(live.url, ada.email, {"X-Forwarded-For": f"192.0.2.{one}"}) for one in range(TRIES)])
        stranger = Guesser(live.url, ada.email, {"X-Forwarded-For": "203.0.113.2"}).open()
        held = {"known": known.cookies["known"]}
        again = Guesser(live.url, ada.email, {"X-Forwarded-For": "203.0.113.1"}, held).open()
        assert (stranger.guess(PASSWORD).status, again.guess(PASSWORD).status) == (422, 303)
    assert reasons() == {"wrong": 20, "locked": 31}
    assert len({(answer.status, answer.page) for answer in answers}) == 1
