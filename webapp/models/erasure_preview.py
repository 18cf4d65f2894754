"""What erasing a person does to each table that holds something of theirs, counted: read before anybody says so."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, literal, or_, select, union_all

from webapp.columns import Base
from webapp.database import read
from webapp.languages import _, mark
from webapp.models.event import Event
from webapp.models.personal_data import GOES, STAYS

GOES_WORDS, BLANKED_WORDS, STAYS_WORDS = mark("Deleted"), mark("Blanked"), mark("Stays, as that of a deleted user")
# What the rows of a table are called; (table, column that points at a person).
ROWS = {
    ("api_token", "user_id"): mark("API tokens"),
    ("comment", "by"): mark("Comments and messages written"),
    ("correction", "by"): mark("Corrections asked for"),
    ("data_export", "user_id"): mark("Copies of their data"),
    ("draft", "user_id"): mark("Drafts"),
    ("factor_reset", "asked_by"): mark("Removals of a second step announced to others"),
    ("factor_reset", "user_id"): mark("Removals of their second step announced"),
    ("file", "user_id"): mark("Files uploaded: names and bytes"),
    ("first_run", "owner_id"): mark("The note of who set this portal up"),
    ("form", "created_by"): mark("Forms created"),
    ("form_draft", "changed_by"): mark("Forms being built that they changed last"),
    ("form_draft_revision", "by"): mark("Steps in building forms"),
    ("form_holder", "user_id"): mark("Forms opened with a code"),
    ("form_version", "published_by"): mark("Versions of forms published"),
    ("identity", "user_id"): mark("Linked identities"),
    ("invitation", "invited_by"): mark("Invitations sent to others"),
    ("invitation", "used_by"): mark("Invitations to them"),
    ("kept_post", "user_id"): mark("Pages kept for them"),
    ("known_device", "user_id"): mark("Known browsers"),
    ("legal_acceptance", "user_id"): mark("What they have accepted"),
    ("legal_version", "published_by"): mark("Legal pages published"),
    ("link", "created_by"): mark("One-time links made for others"),
    ("link", "user_id"): mark("One-time links"),
    ("login_session", "user_id"): mark("Log-ins"),
    ("long_job", "asked_by"): mark("Jobs asked for"),
    ("membership", "user_id"): mark("Group memberships"),
    ("note", "by"): mark("Notes on others"),
    ("note", "user_id"): mark("Notes on them"),
    ("outbox_mail", "user_id"): mark("Mails to them"),
    ("passkey", "user_id"): mark("Passkeys"),
    ("passkey_holder", "user_id"): mark("Handles of passkeys"),
    ("purged_submission", "user_id"): mark("Traces of submissions deleted as announced"),
    ("recovery_code", "user_id"): mark("Recovery codes"),
    ("saved_view", "user_id"): mark("Saved views: shared ones stay, the others are deleted"),
    ("submission", "assignee_id"): mark("Submissions that they look after"),
    ("submission", "user_id"): mark("Submissions sent"),
    ("submission_revision", "by"): mark("States of submissions"),
    ("totp", "user_id"): mark("Authenticator apps"),
    ("trusted_device", "user_id"): mark("Trusted browsers"),
}
# Rows that stay while what is personal in them is blanked.
IN_ROWS = frozenset({("file", "user_id")})
ACCOUNT, LOG = mark("Name, address, password and everything else of the account"), mark("Lines of the log about them or by them")


@dataclass(frozen=True, slots=True)
class Line:
    """One kind of thing: how many there are, and what becomes of them, in words."""

    what: str
    number: int
    outcome: str


def preview_of(user_id: int) -> list[Line]:
    """What goes first, then what is blanked, then what stays; of what there is nothing, nothing is said."""
    numbers = {(row.name, row.way): row.number for row in read(counting(user_id))}
    log = numbers.pop(("event_detail", "content"))
    found = [Line(_(ROWS[place]), number, _(outcome_of(place))) for place, number in numbers.items() if number]
    found += [Line(_(ACCOUNT), 1, _(BLANKED_WORDS))] + ([Line(_(LOG), log, _(BLANKED_WORDS))] if log else [])
    order = [_(GOES_WORDS), _(BLANKED_WORDS), _(STAYS_WORDS)]
    return sorted(found, key=lambda line: (order.index(line.outcome), line.what))


def outcome_of(place: tuple[str, str]) -> str:
    if place in GOES.items():
        return GOES_WORDS
    return BLANKED_WORDS if place in IN_ROWS else STAYS_WORDS


def counting(user_id: int) -> Any:
    """One statement for all tables; each walks the index of the column that points at people."""
    return union_all(*counts(user_id))


def counts(user_id: int) -> Iterator[Any]:
    for name, column in sorted({*GOES.items(), *STAYS} & ROWS.keys()):
        table = Base.metadata.tables[name]
        yield counted(name, column, table, table.c[column] == user_id)
    theirs = or_((Event.target_type == "user") & (Event.target_id == user_id), Event.actor_id == user_id)
    yield counted("event_detail", "content", Event.__table__, theirs)


def counted(name: str, way: str, table: Any, which: ColumnElement[bool]) -> Any:
    columns = (literal(name).label("name"), literal(way).label("way"), func.count().label("number"))
    return select(*columns).select_from(table).where(which)
