"""The forms of one person: what they may fill in, what they have begun."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Self
from uuid import UUID

from sqlalchemy import Row, String, and_, bindparam, cast, literal, or_, select

from webapp.clock import now
from webapp.database import read
from webapp.models.definition import Definition
from webapp.models.definition_settings import Settings
from webapp.models.draft import Draft
from webapp.models.form import IS_SEEN, OPEN_TO, SEEN_BY, Form
from webapp.models.form_version import FormVersion
from webapp.models.opening import Opening, opening
from webapp.models.person import Person
from webapp.models.rebinding import definition_of
from webapp.models.sending import sent_before
from webapp.models.submission import Submission
from webapp.prepared import Prepared

MY_DRAFT = and_(
    Draft.form_id == Form.id, Draft.user_id == bindparam("user_id"), Draft.slot == "", Draft.expires_at > bindparam("moment")
)
WITH_DRAFT = (Draft.id.label("draft_id"), Draft.updated_at.label("saved_at"), Draft.expires_at)
MY_KEY = literal("form:") + cast(Form.id, String) + literal(":user:") + bindparam("user", type_=String)
# This year, in the time zones where it is latest and earliest: a form counts in its own.
YEARS = (bindparam("year", type_=String), bindparam("other_year", type_=String))
# What this person has sent to a form that takes one submission from each: its key is unique, so this is one look.
SENT_ONCE = (
    select(Submission.reference)
    .where(or_(Submission.once_key == MY_KEY, *(Submission.once_key == MY_KEY + literal(":") + year for year in YEARS)))
    .limit(1)
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
SEEN_BY_CODE = Prepared(
    select(Form.slug, Form.settings).where(Form.id == bindparam("form_id"), IS_SEEN, Form.current_version_id.is_not(None))
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
    def of(cls, row: Any, moment: datetime, person: Person) -> Self:
        begun = row.draft_id, row.saved_at, row.expires_at
        before = sent_before(row.id, person, settings_of(row.version_id)) if row.sent is not None else None
        sent = before.reference if before else None
        return cls(row.slug, row.title, opening(row, moment), row.closes_at, row.tz, *begun, sent)


def settings_of(version_id: int) -> Settings:
    """What counts of the form as it is published now: it may take one submission from each person no longer."""
    return definition_of(version_id, str(DIGEST.scalar(version_id=version_id))).settings


def forms_of(person: Person) -> list[FormLine]:
    """Every published form of this person's audience, by title, with the draft that they have begun: one select."""
    moment = now()
    year, other_year = (str((moment + hours).year) for hours in (timedelta(hours=14), timedelta(hours=-12)))
    rows = ALL.rows(user_id=person.id, user=str(person.id), moment=moment, year=year, other_year=other_year)
    return [FormLine.of(row, moment, person) for row in rows]


def form_of(person: Person, slug: str) -> Row[Any] | None:
    """One of them, as a row with `sha256` of the version that is published."""
    return read(ONE, {"user_id": person.id, "moment": now(), "slug": slug}).first()


def slug_seen(form_id: int) -> str | None:
    """The address of a form that a code may open: published for holders of its code, and not archived."""
    form = SEEN_BY_CODE.first(form_id=form_id)
    return form.slug if form is not None and form.settings.get("by_code") else None


def definition_shown(row: Row[Any]) -> Definition:
    return definition_of(row.version_id, row.sha256)


def listed_forms() -> list[Row[Any]]:
    """What visitors see of the forms: those that take answers now and are marked as listed."""
    moment = now()
    times = {"moment": moment, "last_second": moment - timedelta(seconds=1)}
    return list(read(LISTED, times | {"user_id": None}))
