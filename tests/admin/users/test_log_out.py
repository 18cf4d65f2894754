"""End a person's log-ins from their page."""

from sqlalchemy import select

from tests.support.browser import Browser
from tests.support.make import make_user, sign_in
from tests.support.stage import count, found
from webapp.models.event import Event
from webapp.models.login_session import LoginSession

OPEN = select(LoginSession.user_id).where(LoginSession.revoked_at.is_(None))


def test_one_log_in_is_ended(browser: Browser) -> None:
    ada, owner = make_user(), make_user("owner")
    theirs = sign_in(Browser(browser.client.application), ada)
    sign_in(browser, owner).open(f"/admin/users/{ada.id}").press("Log out an unknown browser")
    assert theirs.open("/account").path == "/login"
    assert found(OPEN) == [owner.id]


def test_all_log_ins_are_ended_after_a_question(browser: Browser) -> None:
    ada, owner = make_user(), make_user("owner")
    for _ in range(2):
        sign_in(Browser(browser.client.application), ada)
    sign_in(browser, owner).open(f"/admin/users/{ada.id}").follow("Log out everywhere")
    assert count(Event) == 0
    browser.press(f"Log {ada.name} out")
    assert found(OPEN) == [owner.id]
