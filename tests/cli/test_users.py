"""`lodge users`, as an operator types it."""

import json

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select

from tests.support.browser import Browser
from tests.support.factors import give_app
from tests.support.make import PASSWORD, make_group, make_user, sign_in
from tests.support.post import link_in, mailing, newest
from tests.support.settings import setting
from tests.support.stage import count, only
from webapp.models.event import Event, EventDetail
from webapp.models.group import membership
from webapp.models.invitation import Invitation
from webapp.models.totp import Totp
from webapp.models.user import User


def lodge(app: Flask, *typed: str, given: str = "") -> Result:
    return app.test_cli_runner().invoke(args=["users", *typed], input=given)


def create(app: Flask, email: str = "bob@example.org", role: str = "member") -> Result:
    return lodge(app, "create", email, "--name", "Bob", "--role", role, "--password-stdin", given=PASSWORD + "\n")


def test_a_created_account_works_at_once(browser: Browser) -> None:
    assert create(browser.client.application, role="owner").exit_code == 0
    browser.open("/login").fill({"Email": "bob@example.org", "Password": PASSWORD}).press("Log in")
    assert browser.open("/admin").status == 200


def test_the_log_names_the_operator(app: Flask) -> None:
    create(app)
    assert only(select(Event.action)) == "user.created"
    assert only(select(EventDetail.content))["actor"].startswith("cli:")


def test_a_weak_password_makes_nobody(app: Flask) -> None:
    answer = lodge(app, "create", "bob@example.org", "--name", "Bob", "--password-stdin", given="short\n")
    assert (answer.exit_code, count(User)) == (1, 0)
    assert "12 characters" in answer.stderr


def test_what_is_no_address_makes_nobody(app: Flask) -> None:
    answer = create(app, "bob")
    assert (answer.exit_code, count(User)) == (1, 0)
    assert "name@example.com" in answer.stderr


def test_a_taken_address_makes_nobody(app: Flask) -> None:
    create(app)
    answer = create(app, "BOB@example.org")
    assert (answer.exit_code, count(User)) == (1, 1)


def test_no_password_is_taken_as_an_argument(app: Flask) -> None:
    answer = lodge(app, "create", "bob@example.org", "--name", "Bob", "--password", PASSWORD)
    assert answer.exit_code == 2


def test_an_invited_person_joins_with_role_and_groups(browser: Browser) -> None:
    make_group("Choir")
    answer = lodge(
        browser.client.application, "invite", "bob@example.org", "--name", "Bob", "--role", "staff", "--group", "choir"
    )
    browser.open(answer.stdout.strip())
    assert browser.value("Name") == "Bob"
    assert browser.fill({"Password": PASSWORD}).press("Sign up").path == "/account/role"
    assert only(select(func.count()).select_from(membership)) == 1


@pytest.mark.parametrize("mode", ["closed"])
def test_the_operator_too_invites_nobody_where_nobody_signs_up(app: Flask, mode: str) -> None:
    setting(signup_mode=mode)
    answer = lodge(app, "invite", "bob@example.org")
    assert (answer.exit_code, count(Invitation)) == (1, 0)
    assert "not even by invitation" in answer.stderr


def test_where_mail_is_sent_the_link_goes_there_and_nowhere_else(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    mailing(app, monkeypatch)
    answer = lodge(app, "invite", "bob@example.org")
    assert answer.stdout == "bob@example.org: the invitation was mailed\n"
    assert link_in(newest("bob@example.org")).startswith("/invitations/")


def test_an_address_is_invited_once_at_a_time(app: Flask) -> None:
    assert lodge(app, "invite", "bob@example.org").exit_code == 0
    answer = lodge(app, "invite", "bob@example.org")
    assert (answer.exit_code, "invited already" in answer.stderr) == (1, True)


def test_a_group_that_nobody_knows_invites_nobody(app: Flask) -> None:
    assert lodge(app, "invite", "bob@example.org", "--group", "Choir").exit_code == 1


@pytest.mark.parametrize(("act", "status"), [("approve", "active"), ("reject", "deleted")])
def test_whoever_waits_is_approved_or_rejected(app: Flask, act: str, status: str) -> None:
    make_user(email="bob@example.org", status="pending")
    assert status in lodge(app, act, "bob@example.org").stdout


def test_the_list_is_json_and_narrowed(app: Flask) -> None:
    make_user("staff", email="s@example.org")
    make_user(status="suspended", email="m@example.org")
    listed = json.loads(lodge(app, "list", "--json").stdout)
    assert [row["email"] for row in listed] == ["s@example.org", "m@example.org"]
    assert json.loads(lodge(app, "list", "--role", "owner", "--json").stdout) == []
    assert "m@example.org" in lodge(app, "list", "--status", "suspended").stdout


def test_one_person_is_shown(app: Flask) -> None:
    make_user("staff", email="s@example.org")
    shown = json.loads(lodge(app, "show", "s@example.org", "--json").stdout)
    assert (shown[0]["role"], shown[0]["status"]) == ("staff", "active")


@pytest.mark.parametrize(
    ("typed", "state", "status"),
    [
        (("suspend", "--reason", "Rude"), "active", "suspended"),
        (("unsuspend",), "suspended", "active"),
        (("delete", "--yes"), "active", "deleted"),
        (("restore",), "deleted", "active"),
    ],
)
def test_a_status_is_changed(app: Flask, typed: tuple[str, ...], state: str, status: str) -> None:
    ada = make_user(status=state)
    assert lodge(app, typed[0], ada.email, *typed[1:]).exit_code == 0
    assert only(select(User.status)) == status


def test_a_role_is_set_at_once(app: Flask) -> None:
    ada = make_user()
    assert lodge(app, "set-role", ada.email, "admin").exit_code == 0
    assert only(select(User.role)) == "admin"


def test_the_last_owner_stays_one(app: Flask) -> None:
    owner = make_user("owner")
    answer = lodge(app, "set-role", owner.email, "member")
    assert (answer.exit_code, only(select(User.role))) == (1, "owner")
    assert "last owner" in answer.stderr


def test_somebody_is_logged_out(browser: Browser) -> None:
    ada = make_user()
    sign_in(browser, ada)
    lodge(browser.client.application, "log-out", ada.email)
    assert browser.open("/account").path == "/login"


def test_a_lost_second_step_is_removed(app: Flask) -> None:
    ada = make_user()
    give_app(ada)
    assert lodge(app, "reset-factors", ada.email).exit_code == 2
    assert lodge(app, "reset-factors", ada.email, "--reason", "Lost the phone.").exit_code == 0
    assert count(Totp) == 0
    assert "nothing to do" in lodge(app, "reset-factors", ada.email, "--reason", "Lost the phone.").stdout


def test_a_log_in_link_asks_for_the_second_step_too(browser: Browser) -> None:
    ada = make_user()
    phone = give_app(ada)
    browser.open(lodge(browser.client.application, "login-link", ada.email).stdout.strip()).press("Log in")
    assert browser.heading == "Enter your code"
    assert browser.fill({"Code": phone.code()}).press("Log in").path == "/"


def test_a_log_in_link_works_once(browser: Browser) -> None:
    ada = make_user()
    link = lodge(browser.client.application, "login-link", ada.email).stdout.strip()
    browser.open(link).press("Log in")
    assert browser.open("/account").path == "/account"
    assert Browser(browser.client.application).open(link).status == 410


@pytest.mark.parametrize("command", ["show", "suspend", "unsuspend", "restore", "login-link", "log-out"])
def test_an_unknown_address_ends_with_four(app: Flask, command: str) -> None:
    more = ("--reason", "Rude") if command == "suspend" else ()
    answer = lodge(app, command, "nobody@example.org", *more)
    assert (answer.exit_code, answer.stderr) == (4, "Nobody has the address nobody@example.org.\n")
