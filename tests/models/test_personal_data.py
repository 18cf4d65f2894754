"""Where personal data stand: no column without a decision, and nothing of somebody erased anywhere in the database."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, MetaData, String, Table, inspect, select, text, update

from tests.support.acting import does, person
from tests.support.browser import Browser
from tests.support.clock import Clock
from tests.support.factors import give_app
from tests.support.forms import make_form
from tests.support.make import PASSWORD, make_group, make_user, sign_in
from tests.support.stage import only, own_context, saving
from webapp.clock import now
from webapp.columns import Base, JsonDocument
from webapp.extensions import db
from webapp.models.api_token import ApiToken
from webapp.models.belonging import add_member
from webapp.models.erasure_preview import ROWS
from webapp.models.event_chain import verify
from webapp.models.group import Group
from webapp.models.inviting import invite
from webapp.models.note import Note
from webapp.models.outbox import OutboxMail
from webapp.models.permissions import Role
from webapp.models.personal_data import GOES, KEPT, PERSONAL, STAYS, can_be_personal, decided, undecided
from webapp.models.reviewing import held, move
from webapp.models.submission import Submission
from webapp.models.tidying import tidy
from webapp.models.user import User

NAME, EMAIL, ANSWER = "Zephyrine Quastelbaum", "zephyrine@quastelbaum.example", "Quastelbaum the answer"
# Where a trace of the name may stay, and why.
STILL_THERE = {
    "submission": "answers stay until the form's retention ends",
    "submission_revision": "answers stay until the form's retention ends",
    "submission_text": "answers stay until the form's retention ends",
    "submission_search": "the search over answers",
    "answer_key": "answers stay until the form's retention ends",
}
# For so long as mails are kept.
MENTIONED = {"outbox_mail": "owners were mailed that somebody was offered a role: dropped after 90 days"}


def test_every_column_that_can_be_personal_has_its_place() -> None:
    assert undecided() == []


def test_no_place_is_kept_for_what_is_not_there() -> None:
    tables = Base.metadata.tables
    columns = {f"{name}.{column.name}": column for name, table in tables.items() for column in table.columns}
    named = {f"{name}.{column}" for name in KEPT for column in decided(tables[name])}
    assert named | {f"{name}.{column}" for name, column in (*GOES.items(), *STAYS)} <= columns.keys()
    assert {one for one in named if not can_be_personal(columns[one])} <= {f"user.{column}" for column in PERSONAL}
    assert not set(KEPT) & set(GOES)


def test_whatever_points_at_people_is_counted_before_they_are_erased() -> None:
    assert {*GOES.items(), *STAYS} - {("user", "granted_by")} == ROWS.keys()


@pytest.mark.parametrize("kind", [String(20), JsonDocument, LargeBinary()])
def test_a_new_column_without_a_decision_is_seen(kind: Any) -> None:
    table = Table("letter", MetaData(), Column("id", Integer, primary_key=True), Column("said", kind))
    assert undecided([table]) == ["letter.said"]
    people = Table("user", table.metadata, Column("id", Integer, primary_key=True))
    pointing = Table("pet", table.metadata, Column("owner", Integer, ForeignKey(people.c.id)))
    assert undecided([pointing]) == ["pet.owner"]


def live(app: Flask) -> User:
    """Somebody who has left their name wherever the portal writes it."""
    owner, staff = make_user("owner", name="Olga"), make_user("staff", name="Stella")
    invited(owner)
    ada = make_user(name=NAME, email=EMAIL)
    browser = Browser(app).open("/login")
    browser.fill({"Email": EMAIL, "Password": "wrong"}).press("Log in")
    browser.fill({"Email": EMAIL, "Password": PASSWORD}).press("Log in")
    browser.open(f"/forms/{make_form().slug}").press("Start now").fill({"Name": ANSWER}).press("Continue").press("Send")
    browser.open(f"/forms/{make_form(title='Other').slug}").press("Start now").fill({"Name": NAME}).press("Continue")
    browser.open("/account/name").fill({"Name": f"{NAME} the younger"}).press("Save your name")
    sign_in(Browser(app), owner).open(f"/admin/users/{ada.id}/view-as").fill({"Reason": f"Asked by {NAME}"}).press(
        f"View as {NAME} the younger"
    )
    done_to(ada, owner, staff)
    return ada


def invited(owner: User) -> None:
    """To the address, before it was an account: nobody used it."""
    with saving():
        rules, where = {"signup_mode": "open", "signup_domains": ""}, "http://localhost/invitations/{}".format
        invite(by=person(owner), email=EMAIL, rules=rules, link_to=where)


def done_to(ada: User, owner: User, staff: User) -> None:
    """What others do with somebody, each of it written down."""
    group, by, sent = make_group("Desk"), person(owner), only(select(Submission))
    does(owner, "change", ada, version=only(select(User.version).where(User.id == ada.id)), name=NAME)
    does(owner, "suspend", ada, reason=f"{NAME} broke the printer")
    does(owner, "unsuspend", ada)
    give_app(ada)
    with saving() as session:
        own = session.get_one(User, ada.id)
        add_member(session.get_one(Group, group.id), own, by=by)
        Note.write(own, by=by, text=f"{NAME} called")
        row = held(sent.id, sent.form_id)
        move(row, by=person(staff), status="in_progress", row_version=row.row_version, message="We look at it.")
        token = ApiToken(user_id=own.id, name=NAME, token_hash="0" * 64, scopes=[])
        token.created_at, token.expires_at = own.created_at, own.created_at + timedelta(days=90)
        session.add(token)
    does(owner, "reset_factors", ada, reason=f"{NAME} lost the phone")
    does(owner, "grant_role", ada, role=Role.ADMIN)
    does(owner, "delete", ada)


def traces(*words: str) -> dict[str, set[str]]:
    """table → the words that stand somewhere in it; of the whole database, search indexes of SQLite included."""
    found: dict[str, set[str]] = {}
    with own_context(), db.engine.connect() as connection:
        for table in inspect(connection).get_table_names():
            rows = connection.execute(text(f'SELECT * FROM "{table}"')).all()
            dump = "\n".join(map(legible, rows)).casefold()
            if hits := {word for word in words if word.casefold() in dump}:
                found[table] = hits
    return found


def legible(row: Any) -> str:
    return " ".join(bytes(value).decode("latin-1") if isinstance(value, (bytes, memoryview)) else str(value) for value in row)


def test_nothing_of_somebody_erased_is_left_in_the_database(app: Flask, clock: Clock) -> None:
    ada = live(app)
    before = traces("quastelbaum", "zephyrine")
    assert {"user", "event_detail", "outbox_mail", "note", "draft", "invitation", "api_token"} <= before.keys()
    clock.move(days=31)
    tidied()
    assert only(select(User.status).where(User.id == ada.id)) == "erased"
    assert traces("quastelbaum", "zephyrine").keys() - STILL_THERE.keys() == MENTIONED.keys()
    clock.move(days=60)
    tidied()
    after = traces("quastelbaum", "zephyrine")
    assert after.keys() == STILL_THERE.keys() & before.keys()
    assert all("zephyrine" not in words for words in after.values())


def tidied() -> None:
    """Everything that is due is done, and the log still verifies."""
    with saving() as session:
        session.execute(update(OutboxMail).values(state="sent", sent_at=now()))
    with own_context():
        dict(tidy())
        assert verify()[1] is None
