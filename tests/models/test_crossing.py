"""Acts upon a person and that person's own requests cross all the time: neither may lock the other out."""

from functools import partial

from flask import Flask
from sqlalchemy import select

from tests.support.acting import act, does, person
from tests.support.browser import Browser
from tests.support.make import make_user, sign_in
from tests.support.stage import only, saving
from tests.support.together import together
from webapp.database import writing
from webapp.extensions import db
from webapp.models.login_session import LoginSession
from webapp.models.own_account import confirm
from webapp.models.person import Person

RUNS = 15


def test_being_logged_out_while_confirming_ends_in_no_deadlock(app: Flask) -> None:
    owner, ada = make_user("owner"), make_user()
    sign_in(Browser(app), ada)
    here = Person(id=ada.id, name=ada.name, login_session_id=only(select(LoginSession.id)))

    def confirming() -> None:
        with writing():
            confirm(here, "password")

    for _ in range(RUNS):
        outcomes = together(confirming, partial(act, person(owner), "log_out_everywhere", ada))
        assert not [one for one in outcomes if isinstance(one, Exception)]
        with saving() as session:
            session.get_one(LoginSession, here.login_session_id).revoked_at = None


def test_being_suspended_while_asking_for_a_page_ends_in_no_deadlock(app: Flask) -> None:
    owner, ada = make_user("owner"), make_user()
    browser = sign_in(Browser(app), ada)
    for _ in range(RUNS):
        with saving() as session:
            row = session.get_one(LoginSession, only_id())
            row.revoked_at, row.must_rotate = None, True
        outcomes = together(partial(act, person(owner), "suspend", ada, reason="Rude"), partial(ask, app, browser))
        assert not [one for one in outcomes if isinstance(one, Exception)]
        assert outcomes[1] in {200, 303}
        does(owner, "unsuspend", ada)


def only_id() -> int:
    return int(db.session.scalars(select(LoginSession.id)).one())


def ask(app: Flask, browser: Browser) -> int:
    with app.test_client() as client:
        for cookie in browser.client._cookies.values():
            client.set_cookie(cookie.key, cookie.value, domain="localhost")
        return int(client.get("/account", base_url="http://localhost").status_code)
