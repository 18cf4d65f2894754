"""What a person has sent, as they see it: the list, one submission with its answers, the messages about it."""

from datetime import date, datetime
from functools import cached_property
from typing import Any, Self

from sqlalchemy import Row, bindparam, select
from sqlalchemy.orm import aliased

from webapp.clock import now
from webapp.models.answering import Filling
from webapp.models.correction import open_correction
from webapp.models.definition import Definition
from webapp.models.definition_settings import Settings
from webapp.models.differences import Revised, revisions_of
from webapp.models.edited import why_not
from webapp.models.form import Form
from webapp.models.form_status import FormStatus
from webapp.models.form_version import FormVersion
from webapp.models.keyset import Keyset, Order
from webapp.models.opening import opening, today_in
from webapp.models.own_data import answers
from webapp.models.person import Person
from webapp.models.rebinding import definition_of
from webapp.models.reference import show_reference
from webapp.models.sent_history import Line, history_of
from webapp.models.submission import Submission
from webapp.models.waiting_list import lines_of, said_line
from webapp.prepared import Prepared

ON_HOME = 20
# While it is in one of these, its sender may take it back.
OPEN_PHASES = frozenset({"new", "working", "waiting"})
MINE = (
    select(
        Submission.id,
        Submission.reference,
        Submission.summary,
        Submission.submitted_at,
        Submission.status_at,
        Form.title,
        FormStatus.label.label("status"),
        FormStatus.phase,
    )
    .join(Form, Form.id == Submission.form_id)
    .join(FormStatus, (FormStatus.form_id == Submission.form_id) & (FormStatus.key == Submission.status))
    .where(Submission.user_id == bindparam("user_id"))
)
NEWEST = Prepared(MINE.order_by(Submission.id.desc()).limit(ON_HOME))
WAITING = Prepared(MINE.where(FormStatus.phase == "waiting").order_by(Submission.id.desc()).limit(ON_HOME))
LIST = Keyset(MINE, Order((Submission.id,), descending=True))
Newest = aliased(FormVersion)
WHOLE = (
    MINE.add_columns(
        Submission.form_id,
        Submission.user_id,
        Submission.version_id,
        Submission.revision,
        Submission.answers,
        Submission.answers_sha256,
        Submission.row_version,
        Submission.opened_at,
        Form.slug,
        Form.state,
        Form.opens_at,
        Form.closes_at,
        Form.tz,
        Form.current_version_id,
        FormStatus.explanation,
        FormStatus.locks_editing,
        FormVersion.number,
        FormVersion.sha256,
        Newest.sha256.label("newest_sha256"),
    )
    .join(FormVersion, FormVersion.id == Submission.version_id)
    .join(Newest, Newest.id == Form.current_version_id)
)
ONE = Prepared(WHOLE.where(Submission.reference == bindparam("reference")))


def newest_sent(person: Person) -> list[Row[Any]]:
    """The last few, for the home page."""
    return NEWEST.rows(user_id=person.id)


def waiting_of(person: Person, newest: list[Row[Any]]) -> list[Row[Any]]:
    """What waits for its sender, longest first; `newest` is what `newest_sent` gave, and mostly all there is."""
    rows = WAITING.rows(user_id=person.id) if len(newest) == ON_HOME else newest
    return sorted((row for row in rows if row.phase == "waiting"), key=lambda row: row.status_at)


class Sent:
    """One submission as its sender reads it. Row: the columns of ONE."""

    def __init__(self, row: Any, locale: str) -> None:
        self.row = row
        self.locale = locale

    @classmethod
    def find(cls, reference: str, *, by: Person, locale: str) -> Self | None:
        """By its stored reference, through its person; None when it is somebody else's."""
        row = ONE.first(reference=reference, user_id=by.id)
        return cls(row, locale) if row is not None else None

    @cached_property
    def definition(self) -> Definition:
        return definition_of(self.row.version_id, self.row.sha256)

    @property
    def filling(self) -> Filling:
        return Filling(self.definition, self.row.answers, locale=self.locale, today=self.today, is_sent=True)

    @property
    def today(self) -> date:
        return today_in(self.row.tz, now())

    @property
    def can_be_withdrawn(self) -> bool:
        return self.row.phase in OPEN_PHASES

    @cached_property
    def lines(self) -> list[str]:
        """Where it stands on waiting lists."""
        return [said_line(row.scope, row.position, self.definition, self.locale) for row in lines_of(self.row.id)]

    @cached_property
    def settings(self) -> Settings:
        """The form's as it is published now."""
        return definition_of(self.row.current_version_id, self.row.newest_sha256).settings

    @cached_property
    def correction(self) -> Any | None:
        """What staff ask its sender to correct, if they do."""
        return open_correction(self.row.id)

    @cached_property
    def why_not_edited(self) -> str:
        """The sentence for why it cannot be changed now; "" when it can."""
        return "" if self.correction is not None else why_not(self.row, self.row, self.settings, now())

    @property
    def can_be_edited(self) -> bool:
        return not self.why_not_edited

    @property
    def can_ask_to_edit(self) -> bool:
        is_locked = self.row.locks_editing or self.row.phase == "withdrawn"
        return self.settings.edit == "on_request" and self.correction is None and not is_locked

    @property
    def can_be_sent_again(self) -> bool:
        """Whether the form takes another one of this person now."""
        return not self.settings.once and opening(self.row, now()).is_open

    @property
    def changed_at(self) -> datetime:
        """When its answers were received as they are now."""
        return self.revisions[0].at if self.revisions else self.row.submitted_at

    def proof(self) -> dict[str, Any]:
        """What a signed receipt says of it."""
        row = self.row
        form = {"form": row.title, "form_version": row.number, "form_sha256": row.sha256}
        told = {"reference": row.reference, "revision": row.revision, "answers_sha256": row.answers_sha256}
        return {**form, **told, "at": self.changed_at}

    def document(self) -> dict[str, Any]:
        """All of it, as JSON can hold it."""
        row = self.row
        return {
            "reference": show_reference(row.reference),
            "form": row.title,
            "form_version": row.number,
            "revision": row.revision,
            "sent_at": row.submitted_at.isoformat(),
            "changed_at": self.changed_at.isoformat(),
            "status": row.status,
            "answers_sha256": row.answers_sha256,
            "answers": answers(self.definition, row.answers, row.tz, self.locale),
        }

    @cached_property
    def history(self) -> list[Line]:
        return history_of(self.row.id, self.row.form_id, self.row.user_id)

    @cached_property
    def revisions(self) -> list[Revised]:
        """Its changes, newest first."""
        return revisions_of(self.row.id, locale=self.locale, today=self.today) if self.row.revision > 1 else []
