"""A form changed while somebody was filling it in: what moves to the new version, and what they are told."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select

from webapp.database import read
from webapp.kinds import Wrong
from webapp.kinds.rows import Document, Row, control_name, rows_of
from webapp.languages import _, ngettext
from webapp.models.asking import asked_questions
from webapp.models.changes import changes
from webapp.models.definition import Definition, Question
from webapp.models.form_version import FormVersion

# The newest grace among the versions published since: while it lasts, drafts stay where they are.
GRACE = (
    select(FormVersion.grace_until)
    .where(FormVersion.form_id == bindparam("form_id"), FormVersion.number > bindparam("number"))
    .where(FormVersion.grace_until > bindparam("moment"))
    .order_by(FormVersion.grace_until.desc())
    .limit(1)
)
CONTENT = select(FormVersion.definition).where(FormVersion.id == bindparam("version_id"))


@dataclass(frozen=True, slots=True)
class Update:
    """What changed under a draft, in words ("" when nobody needs to notice); `answers` are those that still hold, and
    `doubtful` the controls of those that do not, also in the rows of groups."""

    sentence: str
    answers: Mapping[str, Any]
    # Consents to what has changed since: not even what was ticked stands.
    asked_again: frozenset[str] = frozenset()
    doubtful: frozenset[str] = frozenset()


def definition_of(version_id: int, sha256: str) -> Definition:
    """A version's definition, from memory unless this process has not met it."""
    return Definition.stored(sha256, lambda: str(read(CONTENT, {"version_id": version_id}).scalar_one()))


def grace_since(form_id: int, number: int, moment: datetime) -> datetime | None:
    """Until when drafts of version `number` may stay on it; None: they move now."""
    parameters = {"form_id": form_id, "number": number, "moment": moment}
    found: datetime | None = read(GRACE, parameters).scalar()
    return found


def rebound(old: Definition, new: Definition, answers: Mapping[str, Any], locale: str, today: Any) -> Update:
    """The answers that survive a move from `old` to `new`, and the sentence about the rest."""
    change_class = changes(old, new).change_class
    again = consents_of(new) if change_class == "identity" else frozenset()
    asked = {uid: question for uid, question in asked_questions(new, locale).items() if uid not in again}
    kept, lost = surviving(new.questions, answers, asked, today)
    known = {question.uid for question in old.every_question}
    fresh = sum(1 for question in new.every_question if question.is_answered and question.uid not in known)
    sentence = words(fresh, len(lost), change_class)
    if change_class == "identity":
        sentence = _("What happens with your answers has changed: read the form's first page again.") + " " + sentence
    return Update(sentence, kept, again, frozenset(lost))


def consents_of(definition: Definition) -> frozenset[str]:
    """Where people agree. When purpose, readers or retention change, they have agreed to something else."""
    return frozenset(question.uid for question in definition.every_question if question.kind_name == "consent")


def unagreed(definition: Definition, raw: Mapping[str, Any], again: frozenset[str]) -> Mapping[str, Any]:
    """What was typed without the ticks of these consents; in every row of a group too, also in one that may be brought back."""
    if not again:
        return raw
    kept = {uid: typed for uid, typed in raw.items() if uid not in again}
    for group in definition.questions:
        if group.is_group and group.uid in kept and any(inner.uid in again for inner in group.items):
            kept[group.uid] = [
                Row(row.id, unagreed(definition, row.answers, again), row.is_removed).document()
                for row in rows_of(kept[group.uid])
            ]
    return kept


def surviving(
    questions: Iterable[Question], answers: Mapping[str, Any], asked: Mapping[str, Any], today: Any
) -> tuple[dict[str, Any], list[str]]:
    """(the answers that these questions still take, the controls of those that they do not); of a group, all rows with what
    holds in them. Only what is in `asked` is looked at."""
    kept: dict[str, Any] = {}
    doubtful: list[str] = []
    for question in questions:
        value = answers.get(question.uid)
        if value is not None and question.is_group:
            kept[question.uid], lost = surviving_rows(question, value, asked, today)
            doubtful += lost
        elif question.uid in answers and question.uid in asked and question.is_typed:
            try:
                raw = None if value is None else question.kind.retype(asked[question.uid], value)
                kept[question.uid] = question.kind.parse(asked[question.uid], raw, today)
            except Wrong:
                doubtful.append(question.uid)
    return kept, doubtful


def surviving_rows(group: Question, value: Any, asked: Mapping[str, Any], today: Any) -> tuple[list[Document], list[str]]:
    """A row stays even when none of its answers does: the person sees it and says what becomes of it."""
    rows = [(row, surviving(group.items, row.answers, asked, today)) for row in rows_of(value)]
    lost = [control_name(group.uid, row.id, uid) for row, (_kept, uids) in rows for uid in uids]
    return [Row(row.id, kept).document() for row, (kept, _lost) in rows], lost


def words(fresh: int, doubtful: int, change_class: str) -> str:
    parts = [ngettext("%(num)s new question", "%(num)s new questions", fresh)] if fresh else []
    if doubtful:
        parts.append(ngettext("%(num)s answer needs checking", "%(num)s answers need checking", doubtful))
    if not parts and change_class == "cosmetic":
        return ""
    if not parts:
        return _("This form was updated. Your answers were kept.")
    return _("This form was updated. %(what)s.", what=", ".join(parts))
