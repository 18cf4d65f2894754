"""What time has made useless goes; what is of use stays."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from tests.support.browser import Browser
from tests.support.clock import Clock
from tests.support.make import make_user, sign_in
from tests.support.stage import count, only, own_context, saving
from webapp.clock import now
from webapp.extensions import db
from webapp.models.counter import Counter, DatabaseTries
from webapp.models.event import Event, StrangerEvent
from webapp.models.kept_post import KeptPost
from webapp.models.known_device import KnownDevice
from webapp.models.link import Link
from webapp.models.login_session import LoginSession
from webapp.models.person import Origin
from webapp.models.tidying import tidy
from webapp.models.trusted_device import TrustedDevice
from webapp.models.user import User


def tidied() -> dict[str, int]:
    with own_context():
        return dict(tidy())


def leave_traces(app: Flask) -> None:
    """One of everything that time makes useless."""
    ada = make_user()
    sign_in(Browser(app), ada)
    with saving() as session:
        Link.make("reset", user=session.get_one(User, ada.id))
        KnownDevice.remember(ada.id, "")
        DatabaseTries().add("door", timedelta(minutes=1))
        session.add(StrangerEvent(action="login_failed"))
        TrustedDevice.trust(db.session.get_one(User, ada.id), "", Origin())
        session.add(KeptPost(key_hash="k", user_id=ada.id, path="/", body=b""))


def test_nothing_fresh_goes(app: Flask) -> None:
    leave_traces(app)
    assert set(tidied().values()) == {0}


def test_everything_old_goes(app: Flask, clock: Clock) -> None:
    leave_traces(app)
    clock.move(days=366)
    tidied()
    left = {
        model.__name__: count(model)
        for model in (Link, KnownDevice, TrustedDevice, Counter, StrangerEvent, KeptPost, LoginSession)
    }
    assert set(left.values()) == {0}, left


def test_ended_log_in_is_remembered_for_a_while(app: Flask, clock: Clock) -> None:
    sign_in(Browser(app), make_user())
    clock.move(days=60)
    tidied()
    assert count(LoginSession) == 1


def test_lapsed_suspension_is_lifted_with_an_event(app: Flask, clock: Clock) -> None:
    make_user(status="suspended", suspended_until=now() + timedelta(days=1))
    make_user(status="suspended")
    clock.move(days=2)
    assert tidied()["lapsed suspensions"] == 1
    assert only(select(User.status).where(User.suspended_until.is_(None), User.id == 1)) == "active"
    assert only(select(Event.action)) == "user.unsuspended"


def test_more_than_one_slice_goes(app: Flask, clock: Clock) -> None:
    with saving() as session:
        session.add_all([Counter(key=str(number), n=1, expires_at=clock.now) for number in range(2500)])
    clock.move(seconds=1)
    assert tidied()["counters"] == 2500


def test_the_address_of_somebody_who_did_not_go_on_is_forgotten_with_its_link(app: Flask, clock: Clock) -> None:
    with saving():
        Link.make("signup", address_key="bo@example.org", email="bo@example.org")
    assert (tidied()["old links"], count(Link)) == (0, 1)
    clock.move(hours=25)
    assert (tidied()["old links"], count(Link)) == (1, 0)
