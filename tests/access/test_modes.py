"""Read-only: everything is shown and nothing changed. Maintenance: owners alone. Getting in works in each."""

import pytest
from flask import Flask
from sqlalchemy import select

from tests.account.test_authenticator import add
from tests.auth.test_log_in_link import link_for
from tests.support.browser import Browser
from tests.support.factors import first_step
from tests.support.forms import make_form, page, question
from tests.support.make import PASSWORD, make_user, sign_in
from tests.support.page import words
from tests.support.settings import setting
from tests.support.stage import count, found, only
from tests.support.tokens import give_token
from webapp.models.draft import Draft
from webapp.models.login_session import LoginSession
from webapp.models.setting import Setting
from webapp.models.submission import Submission

READ_ONLY = "The portal can be read and not changed at the moment."


def try_again(browser: Browser) -> str | None:
    return next(one.get("href") for one in browser.page.every("a") if words(one) == "Try again")


def begun(browser: Browser) -> Browser:
    form = make_form(page(question("text", "Your name", "f_name")))
    return sign_in(browser, make_user()).open(f"/forms/{form.slug}").press("Start now")


def test_what_was_typed_is_kept_and_sent_once_it_is_open_again(browser: Browser) -> None:
    begun(browser).fill({"Your name": "Ada"})
    setting(mode="read_only")
    browser.press("Continue")
    assert (browser.status, browser.response.headers["Retry-After"]) == (503, "300")
    assert browser.has("what you typed is kept on this page")
    assert only(select(Draft.answers)) == {}
    setting(mode="normal")
    browser.press("Continue").press("Send")
    assert only(select(Submission.answers)) == {"f_name": "Ada"}


def test_the_page_of_what_was_kept_shows_no_names_of_machines_and_says_it_once(browser: Browser) -> None:
    begun(browser).fill({"Your name": "Ada"})
    setting(mode="read_only")
    browser.press("Continue")
    assert not browser.has("F name")
    assert browser.text.count("can be read and not changed") == 1
    assert browser.has("Passwords and chosen files are never kept")


def test_everything_can_be_looked_at_and_each_page_says_so(browser: Browser) -> None:
    begun(browser)
    setting(mode="read_only")
    for path in ("/", "/forms", browser.path, "/account"):
        assert browser.open(path).status == 200
        assert browser.has(READ_ONLY)


def test_somebody_can_get_in_and_out(browser: Browser) -> None:
    setting(mode="read_only")
    ada = make_user()
    browser.open("/login").fill({"Email": ada.email, "Password": PASSWORD}).press("Log in")
    assert browser.path == "/"
    browser.press("Log out")
    assert found(select(LoginSession.revoked_reason)) == ["logged out"]


@pytest.mark.parametrize("role", ["owner", "admin"])
@pytest.mark.parametrize("mode", ["read_only", "maintenance"])
def test_whoever_may_set_it_sets_it_back(browser: Browser, mode: str, role: str) -> None:
    setting(mode=mode)
    sign_in(browser, make_user(role)).open("/admin/settings/mode").fill({"How the portal is open": "Normal"}).press(
        "Save this setting"
    )
    assert only(select(Setting.value).where(Setting.name == "mode")) == "normal"


@pytest.mark.parametrize("role", ["member", "staff", "auditor", "admin"])
def test_in_maintenance_all_but_owners_are_sent_away_for_a_while(browser: Browser, role: str) -> None:
    setting(mode="maintenance")
    sign_in(browser, make_user(role)).open("/")
    assert (browser.status, browser.response.headers["Retry-After"]) == (503, "300")
    assert browser.has("This portal is being worked on. Nothing is lost")


def test_in_maintenance_the_page_says_once_when_to_come_back_and_leads_to_where_one_was(browser: Browser) -> None:
    setting(mode="maintenance")
    sign_in(browser, make_user()).open("/forms?page=2")
    assert not browser.has("Maintenance: only owners are let in.")
    assert not browser.has("Try again in a minute")
    assert not browser.has("Open the portal again")
    assert try_again(browser) == "/forms?page=2"


def test_what_was_sent_in_maintenance_leads_to_a_page_that_can_be_opened(browser: Browser) -> None:
    sign_in(browser, make_user()).open("/account/name")
    setting(mode="maintenance")
    browser.press("Save your name")
    assert try_again(browser) == "/"


def test_whoever_may_set_it_is_led_to_where(browser: Browser) -> None:
    setting(mode="maintenance")
    sign_in(browser, make_user("admin")).open("/forms").follow("Open the portal again")
    assert (browser.status, browser.path) == (200, "/admin/settings/mode")
    assert browser.has("In maintenance only the settings open for an administrator who is no owner.")


def test_in_maintenance_nobody_is_sent_to_sign_up_or_to_reset_a_password(browser: Browser) -> None:
    assert browser.open("/login").has("No account yet?")
    setting(mode="maintenance")
    browser.open("/login")
    assert not browser.has("No account yet?")
    assert not browser.has("Forgot your password?")


def test_in_maintenance_machines_still_see_that_it_lives(browser: Browser) -> None:
    setting(mode="maintenance")
    assert browser.send("GET", "/livez").status_code == 200
    assert browser.send("GET", "/readyz").status_code == 200
    assert browser.open("/login").status == 200
    assert browser.open("/").status == 503


def test_in_maintenance_an_owner_goes_in(browser: Browser) -> None:
    setting(mode="maintenance")
    assert sign_in(browser, make_user("owner")).open("/admin/users").status == 200
    assert browser.has("Maintenance: only owners are let in.")


def test_programs_are_told_as_programs(app: Flask) -> None:
    token = give_token(make_user())
    setting(mode="maintenance")
    answer = app.test_client().get("/api/v1/me", headers={"Authorization": f"Bearer {token}"})
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "300")


def test_a_program_reads_on_in_read_only_mode(app: Flask) -> None:
    token = give_token(make_user())
    setting(mode="read_only")
    assert app.test_client().get("/api/v1/me", headers={"Authorization": f"Bearer {token}"}).status_code == 200


def test_the_operator_sets_it_at_the_machine(app: Flask) -> None:
    run = app.test_cli_runner().invoke
    assert run(args=["mode", "show"]).output == "normal\n"
    assert run(args=["mode", "set", "maintenance"]).output == "The mode is maintenance.\n"
    assert run(args=["mode", "set", "maintenance"]).output == "The mode is maintenance already.\n"
    assert count(Setting) == 1


def test_whoever_must_add_a_second_step_first_adds_it(browser: Browser) -> None:
    setting(second_factor="admins", mode="read_only")
    add(first_step(browser, make_user("owner")))
    assert browser.heading == "Your recovery codes"
    assert browser.open("/admin/settings/mode").status == 200


def test_whoever_has_one_changes_none(browser: Browser) -> None:
    setting(mode="read_only")
    add(sign_in(browser, make_user("owner")))
    assert browser.status == 503


@pytest.mark.parametrize("mode", ["read_only", "maintenance"])
def test_a_link_lets_an_owner_in(browser: Browser, mode: str) -> None:
    link = link_for(make_user("owner"))
    setting(mode=mode)
    browser.open(link).press("Log in")
    assert browser.path == "/"
