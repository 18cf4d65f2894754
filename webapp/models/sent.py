"""What a person has sent, as they see it: the list, one submission with its answers, the messages about it."""

from datetime import date
from functools import cached_property
from typing import Any, Self

from sqlalchemy import Row, bindparam, select

from webapp.clock import now
from webapp.models.answering import Filling
from webapp.models.definition import Definition
from webapp.models.form import Form
from webapp.models.form_status import FormStatus
from webapp.models.form_version import FormVersion
from webapp.models.keyset import Keyset, Order
from webapp.models.opening import today_in
from webapp.models.person import Person
from webapp.models.rebinding import definition_of
from webapp.models.submission import Comment, Submission
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
LIST = Keyset(MINE, Order((Submission.id,), descending=True))
WHOLE = MINE.add_columns(
    Submission.form_id,
    Submission.version_id,
    Submission.answers,
    Submission.row_version,
    Form.slug,
    Form.tz,
    FormStatus.explanation,
    FormVersion.sha256,
).join(FormVersion, FormVersion.id == Submission.version_id)
ONE = Prepared(WHOLE.where(Submission.reference == bindparam("reference")))
MESSAGES = Prepared(
    select(Comment.at, Comment.text)
    .where(Comment.submission_id == bindparam("submission_id"), Comment.is_internal.is_(False))
    .order_by(Comment.id.desc())
)


def newest_sent(person: Person) -> list[Row[Any]]:
    """The last few, for the home page."""
    return NEWEST.rows(user_id=person.id)


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
    def messages(self) -> list[Row[Any]]:
        """What staff wrote to the person, newest first; never a note among staff."""
        return MESSAGES.rows(submission_id=self.row.id)
