"""`lodge users` in an operator's hands: what stands in the log, who is never put out, and what no terminal is told to do."""

import json
from importlib import import_module
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.cli.test_users import lodge
from tests.support.acting import person
from tests.support.browser import Browser
from tests.support.factors import give_app
from tests.support.make import PASSWORD, make_group, make_user, sign_in
from tests.support.post import mailing, newest, subjects
from tests.support.stage import count, found, only, own_context
from webapp.database import writing
from webapp.extensions import db
from webapp.models.event import Event, EventDetail
from webapp.models.invitation import Invitation
from webapp.models.link import Link
from webapp.models.password_link import make_log_in_link
from webapp.models.permissions import Refused
from webapp.models.user import User

ADA = "ada@example.org"
# command, the state its person is in, and what stands in the log.
ACTS: list[tuple[tuple[str, ...], dict[str, Any], str]] = [
    (("suspend", ADA, "--reason", "Rude"), {}, "user.suspended"),
    (("unsuspend", ADA), {"status": "suspended"}, "user.unsuspended"),
    (("approve", ADA), {"status": "pending"}, "signup_approved"),
    (("reject", ADA), {"status": "pending"}, "signup_rejected"),
    (("set-role", ADA, "staff"), {}, "user.role_set"),
    (("delete", ADA, "--yes"), {}, "user.deleted"),
    (("restore", ADA), {"status": "deleted"}, "user.restored"),
    (("login-link", ADA), {}, "user.link_made"),
    (("reset-link", ADA), {}, "user.link_made"),
    (("change", ADA, "--name", "Ada L"), {}, "user.changed"),
    (("confirm-address", ADA), {"email_confirmed_at": None}, "user.address_confirmed"),
    (("add-group", ADA, "Choir"), {}, "user.groups_changed"),
    (("invite", "bob@example.org"), {}, "invitation_created"),
]


@pytest.mark.parametrize(("typed", "state", "action"), ACTS, ids=[one[0][0] for one in ACTS])
def test_each_act_stands_in_the_log_as_the_operators(app: Flask, typed: tuple[str, ...], state: dict, action: str) -> None:
    make_user(email=ADA, **state)
    make_group("Choir")
    assert lodge(app, *typed).exit_code == 0
    assert found(select(Event.action)) == [action]
    assert only(select(EventDetail.content))["actor"].startswith("cli:")


@pytest.mark.parametrize("typed", [("login-link", ADA), ("reset-link", ADA), ("invite", "bob@example.org")])
def test_no_token_of_a_link_is_kept(app: Flask, typed: tuple[str, ...]) -> None:
    make_user(email=ADA)
    token = lodge(app, *typed).stdout.strip().rpartition("/")[2]
    assert len(token) >= 43
    assert token not in f"{found(select(EventDetail.content))}{found(select(Link.bound_to))}{found(select(Link.token_hash))}"


def test_no_password_is_shown_or_kept(app: Flask) -> None:
    answer = lodge(app, "create", ADA, "--name", "Ada", "--password-stdin", given=PASSWORD + "\n")
    assert PASSWORD not in f"{answer.output}{answer.stderr}{found(select(EventDetail.content))}{only(select(User.password_hash))}"


@pytest.mark.parametrize("word", ["Ada Lovelace of Ockham", "ada.lovelace.of.ockham@example.org"])
def test_own_name_or_address_is_no_password(app: Flask, word: str) -> None:
    typed = ("create", "ada.lovelace.of.ockham@example.org", "--name", "Ada Lovelace of Ockham", "--password-stdin")
    assert (lodge(app, *typed, given=word + "\n").exit_code, count(User)) == (1, 0)


@pytest.mark.parametrize("typed", [("suspend", "--reason", "Rude"), ("delete", "--yes"), ("set-role", "admin")])
def test_the_last_owner_is_never_put_out(app: Flask, typed: tuple[str, ...]) -> None:
    make_user("owner", email=ADA)
    make_user("owner", status="suspended")
    answer = lodge(app, typed[0], ADA, *typed[1:])
    assert (answer.exit_code, "last owner" in answer.stderr, count(Event)) == (1, True, 0)
    assert found(select(User.status).where(User.email == ADA, User.role == "owner")) == ["active"]


def test_a_suspension_lapses_when_asked_and_tells_the_reason_when_asked(app: Flask) -> None:
    make_user(email=ADA)
    lodge(app, "suspend", ADA, "--reason", "Rude", "--days", "3", "--tell")
    suspended = only(select(User))
    assert (suspended.suspended_until is not None, suspended.is_reason_visible) == (True, True)
    assert suspended.suspended_reason == "Rude"
    lodge(app, "suspend", ADA, "--reason", "Rude")
    suspended = only(select(User))
    assert (suspended.suspended_until, suspended.is_reason_visible) == (None, False)


def test_deleting_asks_first(app: Flask) -> None:
    make_user(email=ADA)
    assert lodge(app, "delete", ADA, given="n\n").exit_code == 1
    assert only(select(User.status)) == "active"


def test_reasons_reach_the_person(app: Flask) -> None:
    give_app(make_user(email=ADA))
    lodge(app, "reset-factors", ADA, "--reason", "Lost the phone.")
    assert "Lost the phone." in newest(ADA).body
    make_user(email="bob@example.org", status="pending")
    lodge(app, "reject", "bob@example.org", "--reason", "Not one of us.")
    assert "Not one of us." in newest("bob@example.org").body


@pytest.mark.parametrize("command", ["login-link", "reset-link"])
@pytest.mark.parametrize("status", ["suspended", "pending", "deleted"])
def test_who_cannot_come_in_gets_no_link(app: Flask, command: str, status: str) -> None:
    make_user(email=ADA, status=status)
    answer = lodge(app, command, ADA)
    assert (answer.exit_code, answer.stdout, count(Link)) == (1, "", 0)


def test_an_invitation_is_mailed_again_and_not_printed(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    mailing(app, monkeypatch)
    lodge(app, "invite", ADA)
    assert lodge(app, "invite-again", ADA).stdout == f"{ADA}: the invitation was mailed\n"
    assert subjects(ADA) == ["You are invited"] * 2
    assert lodge(app, "revoke-invitation", ADA).exit_code == 0
    assert lodge(app, "invite-again", ADA).exit_code == 4
    assert sorted(found(select(Event.action))) == ["invitation_created", "invitation_revoked", "invitation_sent_again"]


def test_the_list_goes_on_past_its_slices(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_module("webapp.cli.users"), "SLICE", 2)
    emails = [make_user().email for _ in range(5)]
    assert [row["email"] for row in json.loads(lodge(app, "list", "--json").stdout)] == emails
    assert len(lodge(app, "list").stdout.splitlines()) == 5


@pytest.mark.parametrize("typed", [("list",), ("show", ADA), ("list", "--json"), ("show", ADA, "--json")])
def test_a_name_commands_no_terminal_and_forges_no_column(app: Flask, typed: tuple[str, ...]) -> None:
    name = "Ada\x1b]0;pwned\x07\x9b2J\towner"
    make_user(email=ADA, name=name)
    answer = lodge(app, *typed).stdout
    assert not [one for one in answer.replace("\n", "").replace("\t", "") if not one.isprintable()]
    assert "\towner" not in answer
    if "--json" in typed:
        assert json.loads(answer)[0]["name"] == name


@pytest.mark.parametrize(
    "typed",
    [
        ("create", ADA, "--name", " ", "--password-stdin"),
        ("create", ADA, "--name", "x" * 201, "--password-stdin"),
        ("invite", ADA, "--name", "x" * 201),
        ("change", "bob@example.org", "--name", "x" * 201),
        ("suspend", "bob@example.org", "--reason", " "),
        ("suspend", "bob@example.org", "--reason", "x" * 501),
        ("reset-factors", "bob@example.org", "--reason", "x" * 501),
    ],
)
def test_what_no_column_holds_changes_nobody(app: Flask, typed: tuple[str, ...]) -> None:
    make_user(email="bob@example.org")
    answer = lodge(app, *typed, given=PASSWORD + "\n")
    assert (answer.exit_code, answer.stderr != "", count(User), count(Invitation), count(Event)) == (1, True, 1, 0, 0)


def test_a_name_is_kept_in_one_line(app: Flask) -> None:
    lodge(app, "create", ADA, "--name", " Ada\nLovelace ", "--password-stdin", given=PASSWORD + "\n")
    assert only(select(User.name)) == "Ada Lovelace"


def test_what_is_shown_of_a_person_is_named(app: Flask) -> None:
    make_user(email=ADA)
    shown = json.loads(lodge(app, "show", ADA, "--json").stdout)[0]
    assert list(shown) == [
        *("id", "email", "name", "role", "granted_role", "status", "created_at", "email_confirmed_at", "last_seen_at"),
        *("suspended_until", "deleted_at", "deletion_due_at"),
    ]
    assert [line.split(" ")[0] for line in lodge(app, "show", ADA).stdout.splitlines()] == list(shown)


def test_a_log_in_ended_by_the_operator_stands_in_the_log(browser: Browser) -> None:
    sign_in(browser, make_user(email=ADA))
    assert lodge(browser.client.application, "log-out", ADA).exit_code == 0
    assert found(select(Event.action)) == ["user.logged_out"]
    assert "nothing to do" in lodge(browser.client.application, "log-out", ADA).stdout


def test_a_log_in_link_is_made_at_the_machine_only(app: Flask) -> None:
    owner, ada = make_user("owner"), make_user()
    with own_context(), writing(), pytest.raises(Refused):
        make_log_in_link(db.session.get_one(User, ada.id), by=person(owner))
    assert count(Link) == 0
