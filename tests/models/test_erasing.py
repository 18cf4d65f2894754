"""Thirty days after a deletion nothing personal is left, and everything that others need still is."""

import pytest
from flask import Flask
from sqlalchemy import ForeignKey, select

from tests.races.senders import make_draft
from tests.support.acting import person
from tests.support.browser import Browser
from tests.support.clock import Clock
from tests.support.forms import make_form
from tests.support.make import make_group, make_user, sign_in
from tests.support.stage import count, found, only, own_context, saving
from webapp.columns import Base
from webapp.extensions import db
from webapp.models.draft import Draft
from webapp.models.event import Event, EventDetail
from webapp.models.event_chain import verify
from webapp.models.inviting import accept_invitation, invite
from webapp.models.link import Link
from webapp.models.login_session import LoginSession
from webapp.models.long_job import LongJob
from webapp.models.outbox import OutboxMail
from webapp.models.people_list import Line
from webapp.models.permissions import Refused
from webapp.models.person import Person
from webapp.models.personal_data import GOES, STAYS
from webapp.models.submission import Submission
from webapp.models.tidying import tidy
from webapp.models.user import User


def act(user: User, verb: str) -> None:
    with saving():
        getattr(db.session.get_one(User, user.id), verb)(by=Person.command_line())


def tidied() -> int:
    with own_context():
        return dict(tidy())["deleted people erased"]


def make_life(app: Flask) -> User:
    """Somebody who has left traces everywhere, and was deleted."""
    make_user("owner")
    ada = make_user(name="Ada Lovelace", email="ada@example.org")
    make_group("Reviewers", ada)
    browser = sign_in(Browser(app), ada)
    browser.open(f"/forms/{make_form().slug}").press("Start now").fill({"Name": "Answer"}).press("Continue").press("Send")
    make_draft(make_form(title="Other"), ada, {})
    with saving():
        Link.make("reset", user=db.session.get_one(User, ada.id))
        Link.make("signup", address_key=ada.email_key, email=ada.email)
    act(ada, "delete")
    return ada


def test_whoever_is_erased_stands_in_no_list_of_invited_people(app: Flask, clock: Clock) -> None:
    ada = make_life(app)
    lines = [Line(2, "ADA@example.org", "Ada Lovelace").document(), Line(3, "bo@example.org", "Bo").document()]
    with saving():
        LongJob.ask("invite_people", by=Person.command_line(), arguments={"lines": lines})
    clock.move(days=31)
    tidied()
    kept = only(select(LongJob.arguments))["lines"]
    assert [(line["email"], line["name"]) for line in kept] == [("", ""), ("bo@example.org", "Bo")]
    assert ada.id


@pytest.mark.parametrize(
    ("theirs", "listed"), [("x@bücher.example", "x@xn--bcher-kva.example"), ("x@xn--bcher-kva.example", "X@BÜCHER.example")]
)
def test_an_address_in_a_list_is_theirs_in_whatever_spelling(app: Flask, clock: Clock, theirs: str, listed: str) -> None:
    make_user("owner")
    act(make_user(name="Xenia", email=theirs), "delete")
    with saving():
        lines = [Line(2, listed, "Xenia").document()]
        LongJob.ask("invite_people", by=Person.command_line(), arguments={"lines": lines})
    clock.move(days=31)
    tidied()
    assert [line["email"] for line in only(select(LongJob.arguments))["lines"]] == [""]


def test_who_points_at_people_is_known_to_go_or_to_stay() -> None:
    """A new table that points at a person is put into GOES or STAYS, or this fails."""
    pointing = {
        (table.name, column.name)
        for table in Base.metadata.sorted_tables
        for column in table.columns
        for key in column.foreign_keys
        if isinstance(key, ForeignKey) and key.column.table.name == "user"
    }
    assert pointing == {*GOES.items(), *STAYS}


def test_nothing_personal_is_left_after_thirty_days(app: Flask, clock: Clock) -> None:
    ada = make_life(app)
    clock.move(days=30, seconds=1)
    assert tidied() == 1
    user = only(select(User).where(User.id == ada.id))
    assert (user.status, user.name, user.email, user.password_hash) == ("erased", "Deleted user", "", None)
    assert "ada" not in f"{user.email_key} {user.name_key} {user.search_key}"
    assert found(select(Link.purpose)) == []
    assert [count(model) for model in (Draft, LoginSession, OutboxMail)] == [0, 0, 0]


def test_what_was_sent_stays_and_the_log_still_verifies(app: Flask, clock: Clock) -> None:
    ada = make_life(app)
    clock.move(days=31)
    tidied()
    assert only(select(Submission.user_id)) == ada.id
    with own_context():
        assert verify()[1] is None
    contents = found(select(EventDetail.content).join(Event).where(Event.target_id == ada.id, Event.target_type == "user"))
    assert [content["target"] for content in contents if content] == [""]
    assert "Lovelace" not in str(found(select(EventDetail.content)))


def test_a_day_before_everything_is_still_there(app: Flask, clock: Clock) -> None:
    ada = make_life(app)
    clock.move(days=29)
    assert tidied() == 0
    act(ada, "restore")
    assert only(select(User.name).where(User.id == ada.id)) == "Ada Lovelace"


def test_the_address_is_free_again(app: Flask, clock: Clock) -> None:
    make_life(app)
    clock.move(days=31)
    tidied()
    assert make_user(email="ada@example.org").id


def test_two_people_can_be_erased(app: Flask, clock: Clock) -> None:
    for each in (make_user(), make_user()):
        act(each, "delete")
    clock.move(days=31)
    assert (tidied(), tidied()) == (2, 0)


@pytest.mark.parametrize("status", ["active", "suspended", "deleted"])
def test_who_can_come_back_is_not_erased(app: Flask, status: str) -> None:
    ada = make_user(status=status)
    with pytest.raises(Refused):
        act(ada, "erase")


def test_an_invitation_leaves_no_address_behind(app: Flask, clock: Clock) -> None:
    owner = make_user("owner")
    with saving():
        rules, where = {"signup_mode": "open", "signup_domains": ""}, "http://localhost/invitations/{}".format
        token = invite(by=person(owner), email="ada@example.org", rules=rules, link_to=where)[1]
        accept_invitation(token, by=Person(), name="Ada", password_hash="-", rules=rules)
    act(only(select(User).where(User.email == "ada@example.org")), "delete")
    clock.move(days=31)
    assert tidied() == 1
    assert "ada@example.org" not in str(found(select(EventDetail.content)))
    assert found(select(OutboxMail.recipient).where(OutboxMail.recipient == "ada@example.org")) == []
