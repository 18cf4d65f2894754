"""`lodge users`, what an account holds: address, groups, links for a new password, invitations."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.cli.test_users import lodge
from tests.support.browser import Browser
from tests.support.make import PASSWORD, make_group, make_user
from tests.support.stage import count, only
from webapp.models.group import membership
from webapp.models.user import User

NEW = "a longer thing to say 42"


def members() -> int:
    return int(only(select(func.count()).select_from(membership)))


def test_name_and_address_are_changed(app: Flask) -> None:
    ada = make_user()
    assert lodge(app, "change", ada.email, "--name", "Ada L", "--email", "new@example.org").exit_code == 0
    assert (only(select(User.name)), only(select(User.email))) == ("Ada L", "new@example.org")


@pytest.mark.parametrize("typed", [("--email", "no address"), ("--name", " ")])
def test_what_is_no_name_or_address_changes_nobody(app: Flask, typed: tuple[str, str]) -> None:
    ada = make_user()
    assert lodge(app, "change", ada.email, *typed).exit_code == 1
    assert (only(select(User.name)), only(select(User.email))) == (ada.name, ada.email)


def test_the_address_of_somebody_else_is_refused(app: Flask) -> None:
    ada, bob = make_user(), make_user()
    assert lodge(app, "change", ada.email, "--email", bob.email).exit_code == 1


def test_an_address_is_confirmed_once(app: Flask) -> None:
    ada = make_user(email_confirmed_at=None)
    assert lodge(app, "confirm-address", ada.email).exit_code == 0
    assert only(select(User.email_confirmed_at)) is not None
    assert "nothing to do" in lodge(app, "confirm-address", ada.email).stdout


def test_a_reset_link_sets_a_new_password(browser: Browser) -> None:
    ada = make_user()
    link = lodge(browser.client.application, "reset-link", ada.email).stdout.strip()
    before = only(select(User.password_hash))
    browser.open(link).fill({"New password": NEW}).press("Set the password")
    assert only(select(User.password_hash)) != before


def test_who_is_suspended_has_no_link_made(app: Flask) -> None:
    ada = make_user(status="suspended")
    answer = lodge(app, "reset-link", ada.email)
    assert (answer.exit_code, answer.stdout) == (1, "")


def test_somebody_is_put_into_a_group_and_taken_out(app: Flask) -> None:
    ada = make_user()
    make_group("Choir")
    assert (lodge(app, "add-group", ada.email, "choir").exit_code, members()) == (0, 1)
    assert "nothing to do" in lodge(app, "add-group", ada.email, "choir").stdout
    assert (lodge(app, "remove-group", ada.email, "choir").exit_code, members()) == (0, 0)


def test_the_other_groups_stay(app: Flask) -> None:
    ada = make_user()
    for name in ("Choir", "Board"):
        make_group(name)
        lodge(app, "add-group", ada.email, name)
    lodge(app, "remove-group", ada.email, "Choir")
    assert members() == 1


def test_an_invitation_sent_again_kills_the_older_link(browser: Browser) -> None:
    app = browser.client.application
    older = lodge(app, "invite", "bob@example.org").stdout.strip()
    newer = lodge(app, "invite-again", "bob@example.org").stdout.strip()
    assert Browser(app).open(older).status == 410
    browser.open(newer).fill({"Name": "Bob", "Password": PASSWORD}).press("Sign up")
    assert count(User) == 1


def test_a_revoked_invitation_opens_nothing(browser: Browser) -> None:
    app = browser.client.application
    link = lodge(app, "invite", "bob@example.org").stdout.strip()
    assert lodge(app, "revoke-invitation", "bob@example.org").exit_code == 0
    assert browser.open(link).status == 410
    assert lodge(app, "revoke-invitation", "bob@example.org").exit_code == 4


@pytest.mark.parametrize("typed", [("change", "--name", "Ada"), ("confirm-address",), ("reset-link",)])
def test_an_unknown_address_ends_with_four(app: Flask, typed: tuple[str, ...]) -> None:
    assert lodge(app, typed[0], "nobody@example.org", *typed[1:]).exit_code == 4


@pytest.mark.parametrize("typed", [(), ("reset-link",), ("revoke-invitation",)])
def test_the_help_names_the_exit_codes(app: Flask, typed: tuple[str, ...]) -> None:
    words = " ".join(lodge(app, *typed, "--help").stdout.split())
    assert "Exit codes: 0 done, 1 not done (reason on standard error), 2 wrong usage, 4 no such address" in words


def test_the_help_of_the_list_names_its_fields(app: Flask) -> None:
    words = " ".join(lodge(app, "list", "--help").stdout.split())
    assert "id, email, name, role, status" in words
