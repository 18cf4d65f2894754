"""What differs between two states of answers, in words: for whoever is about to send a change, and whoever reads it."""

from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select

from webapp.languages import _
from webapp.models.answering import Filling
from webapp.models.form_version import FormVersion
from webapp.models.rebinding import definition_of
from webapp.models.row_answers import answer_at
from webapp.models.submission import SubmissionRevision
from webapp.models.summary import NOT_PROVIDED
from webapp.models.user import User
from webapp.prepared import Prepared

REVISIONS = Prepared(
    select(
        SubmissionRevision.revision,
        SubmissionRevision.at,
        SubmissionRevision.answers,
        SubmissionRevision.version_id,
        FormVersion.number,
        FormVersion.sha256,
        User.name.label("who"),
    )
    .join(FormVersion, FormVersion.id == SubmissionRevision.version_id)
    .outerjoin(User, User.id == SubmissionRevision.by)
    .where(SubmissionRevision.submission_id == bindparam("submission_id"))
    .order_by(SubmissionRevision.revision)
)


class Difference(NamedTuple):
    """A question with its answer before and after, as they are read."""

    uid: str
    question: str
    old: str
    new: str


class Revised(NamedTuple):
    """A revision after the first, and what it changed."""

    number: int
    at: datetime
    who: str
    differences: list[Difference]


def differences(before: Filling, after: Filling) -> list[Difference]:
    """Each by its own version; in the order of the newer one, then what is asked no more."""
    old, new = told(before.whole()), told(after.whole())
    return [
        Difference(uid, (new.get(uid) or old[uid])[0], text_of(old.get(uid)), text_of(new.get(uid)))
        for uid in dict.fromkeys((*new, *old))
        if value_of(old.get(uid)) != value_of(new.get(uid))
    ]


Told = tuple[str, str, Any]


def told(filling: Filling) -> dict[str, Told]:
    """uid → (question, answer in words, answer as stored)."""
    answers = filling.relevant_answers
    return {row.uid: (row.question, row.text, answer_at(answers, row.uid)) for page in filling.summary() for row in page.rows}


def value_of(told: Told | None) -> Any:
    return told[2] if told else None


def text_of(told: Told | None) -> str:
    return told[1] if told else _(NOT_PROVIDED)


def revisions_of(submission_id: int, *, locale: str, today: date) -> list[Revised]:
    """Every change of a submission, newest first, each against the state before it."""
    rows = REVISIONS.rows(submission_id=submission_id)
    states = [
        Filling(definition_of(row.version_id, row.sha256), row.answers, locale=locale, today=today, is_sent=True) for row in rows
    ]
    pairs = zip(states, states[1:], rows[1:], strict=False)
    found = [Revised(row.revision, row.at, row.who or _("Somebody"), differences(old, new)) for old, new, row in pairs]
    return found[::-1]
