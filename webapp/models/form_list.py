"""The forms of one person: what they may fill in, what they have begun."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Self
from uuid import UUID

from sqlalchemy import Row, String, and_, bindparam, cast, literal, select

from webapp.clock import now
from webapp.database import read
from webapp.models.definition import Definition
from webapp.models.draft import Draft
from webapp.models.form import OPEN_TO, SEEN_BY, Form
from webapp.models.form_version import FormVersion
from webapp.models.opening import Opening, opening
from webapp.models.person import Person
from webapp.models.rebinding import definition_of
from webapp.models.submission import Submission
from webapp.prepared import Prepared

MY_DRAFT = and_(
    Draft.form_id == Form.id, Draft.user_id == bindparam("user_id"), Draft.slot == "", Draft.expires_at > bindparam("moment")
)
WITH_DRAFT = (Draft.id.label("draft_id"), Draft.updated_at.label("saved_at"), Draft.expires_at)
# What this person has sent to a form that takes one submission from each: its key is unique, so this is one look.
SENT_ONCE = (
    select(Submission.reference)
    .where(Submission.once_key == literal("form:") + cast(Form.id, String) + literal(":user:") + bindparam("user", type_=String))
    .scalar_subquery()
    .label("sent")
)
# A page shows no more than this; who has more forms finds theirs by its address.
MOST = 500
ALL = Prepared(SEEN_BY.add_columns(*WITH_DRAFT, SENT_ONCE).outerjoin(Draft, MY_DRAFT).limit(MOST))
DIGEST = Prepared(select(FormVersion.sha256).where(FormVersion.id == bindparam("version_id")))
ONE = (
    SEEN_BY.add_columns(*WITH_DRAFT, FormVersion.sha256)
    .outerjoin(Draft, MY_DRAFT)
    .join(FormVersion, FormVersion.id == Form.current_version_id)
    .where(Form.slug == bindparam("slug"))
)
# Visitors belong to no group: they see forms for everyone whose authors show them.
LISTED = OPEN_TO.where(Form.is_listed).limit(MOST)


@dataclass(frozen=True, slots=True)
class FormLine:
    """A form in somebody's list; `draft_id`, `saved_at` and `expires_at` are of the draft that they have begun."""

    slug: str
    title: str
    opening: Opening
    closes_at: datetime | None
    tz: str
    draft_id: UUID | None
    saved_at: datetime | None
    expires_at: datetime | None
    # The reference of what they sent, where a form takes one submission from each person.
    sent: str | None = None

    @classmethod
    def of(cls, row: Any, moment: datetime) -> Self:
        begun = row.draft_id, row.saved_at, row.expires_at
        sent = row.sent if row.sent is not None and takes_one(row.version_id) else None
        return cls(row.slug, row.title, opening(row, moment), row.closes_at, row.tz, *begun, sent)


def takes_one(version_id: int) -> bool:
    """Whether the form as it is published now still takes one submission from each person."""
    return definition_of(version_id, str(DIGEST.scalar(version_id=version_id))).settings.once


def forms_of(person: Person) -> list[FormLine]:
    """Every published form of this person's audience, by title, with the draft that they have begun: one select."""
    moment = now()
    return [FormLine.of(row, moment) for row in ALL.rows(user_id=person.id, user=str(person.id), moment=moment)]


def form_of(person: Person, slug: str) -> Row[Any] | None:
    """One of them, as a row with `sha256` of the version that is published."""
    return read(ONE, {"user_id": person.id, "moment": now(), "slug": slug}).first()


def definition_shown(row: Row[Any]) -> Definition:
    return definition_of(row.version_id, row.sha256)


def listed_forms() -> list[Row[Any]]:
    """What visitors see of the forms: those that take answers now and are marked as listed."""
    moment = now()
    times = {"moment": moment, "last_second": moment - timedelta(seconds=1)}
    return list(read(LISTED, times | {"user_id": None}))
