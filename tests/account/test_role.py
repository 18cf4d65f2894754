"""A role on offer: nothing changes until its person says yes."""

from flask import Flask
from sqlalchemy import select

from tests.support.browser import Browser
from tests.support.make import make_user, sign_in
from tests.support.stage import only
from webapp.models.login_session import LoginSession
from webapp.models.user import User


def offered(**values: object) -> User:
    return make_user(granted_role="staff", granted_by=make_user("owner", name="Olga").id, **values)


def test_page_says_who_offers_what(browser: Browser) -> None:
    sign_in(browser, offered()).open("/account/role")
    assert browser.has("Olga")
    assert browser.has("staff")


def test_offer_gives_no_right_by_itself(browser: Browser) -> None:
    assert sign_in(browser, offered()).open("/inbox").status == 403


def test_accepting_gives_the_role_and_a_new_token(browser: Browser) -> None:
    ada = offered()
    before = only(select(LoginSession.token_hash)) if sign_in(browser, ada) else ""
    browser.open("/account/role").press("Accept the role")
    assert only(select(User.role).where(User.id == ada.id)) == "staff"
    assert only(select(LoginSession.token_hash)) != before


def test_accepting_ends_other_log_ins(browser: Browser, app: Flask) -> None:
    ada = offered()
    other = sign_in(Browser(app), ada)
    sign_in(browser, ada).open("/account/role").press("Accept the role")
    assert other.open("/account").heading == "Log in"


def test_turning_it_down_changes_nothing(browser: Browser) -> None:
    ada = offered()
    sign_in(browser, ada).open("/account/role").press("Turn it down")
    row = only(select(User).where(User.id == ada.id))
    assert (row.role, row.granted_role) == ("member", None)


def test_without_an_offer_there_is_no_page(browser: Browser) -> None:
    assert sign_in(browser, make_user()).open("/account/role").path == "/account"
