"""What is written beside a submission and can be rebuilt from it: filter keys, counts for charts, text for search."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Table, bindparam, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import Insert

from webapp.models.answering import Filling
from webapp.models.asking import asked_questions
from webapp.models.definition import Question
from webapp.models.form_version import FormField
from webapp.models.submission import AnswerKey, FieldStat, Submission, SubmissionText
from webapp.models.user import folded
from webapp.prepared import Change, Prepared

# Questions with a few possible answers: what charts are drawn of.
COUNTED = frozenset({"yes_no", "choice", "choices", "consent", "rating", "country", "likert", "ranking"})
LONGEST_SUMMARY = 200
SUMMARY_PARTS = 3

answer_keys: Table = AnswerKey.metadata.tables["answer_key"]
field_stats: Table = FieldStat.metadata.tables["field_stat"]
texts: Table = SubmissionText.metadata.tables["submission_text"]
submissions: Table = Submission.metadata.tables["submission"]
INSERT_TEXT, INSERT_KEYS = Change(texts.insert()), Change(answer_keys.insert())
REPLACE_TEXT = Change(texts.update().where(texts.c.submission_id == bindparam("of_submission")).values(body=bindparam("body")))
DROP_KEYS = Change(answer_keys.delete().where(answer_keys.c.submission_id == bindparam("of_submission")))
FIELDS = Prepared(select(FormField.uid, FormField.id).where(FormField.form_id == bindparam("form_id")))


def write_rows(submission_id: int, form_id: int, reference: str, filling: Filling) -> None:
    """Inside `writing()`. Counts are taken by field and key, so that no two submissions wait for each other."""
    INSERT_TEXT.run(submission_id=submission_id, body=searched(reference, filling))
    keys, counts = list(filling.keys()), list(counted(filling))
    if not keys and not counts:
        return
    fields = {row.uid: row.id for row in FIELDS.rows(form_id=form_id)}
    INSERT_KEYS.run_each({"field_id": fields[uid], "k": k, "submission_id": submission_id} for uid, k in keys if uid in fields)
    told = sorted((fields[uid], k) for uid, k in counts if uid in fields)
    COUNT.run_each({"field_id": field, "k": k} for field, k in told)


def rewrite_rows(submission_id: int, form_id: int, reference: str, before: Filling, after: Filling) -> None:
    """Inside `writing()`, for a submission that changed: what was written of it before goes, counts follow."""
    REPLACE_TEXT.run(of_submission=submission_id, body=searched(reference, after))
    fields = {row.uid: row.id for row in FIELDS.rows(form_id=form_id)}
    pairs = list(after.keys())
    keys = {(fields[uid], k) for uid, k in pairs if uid in fields}
    DROP_KEYS.run(of_submission=submission_id)
    INSERT_KEYS.run_each({"field_id": field, "k": k, "submission_id": submission_id} for field, k in sorted(keys))
    # Of a question in a group, an answer counts once for each row that gives it.
    old, new = (Counter((fields[uid], k) for uid, k in counted(filling) if uid in fields) for filling in (before, after))
    for field, k in sorted(old.keys() | new.keys()):
        more = new[field, k] - old[field, k]
        for _one in range(abs(more)):
            (COUNT if more > 0 else DISCOUNT).run(field_id=field, k=k)


def forget_rows(submission_id: int, form_id: int, filling: Filling) -> None:
    """Inside `writing()`, for a submission that goes: its keys and its part of the counts."""
    fields = {row.uid: row.id for row in FIELDS.rows(form_id=form_id)}
    DROP_KEYS.run(of_submission=submission_id)
    for field, k in sorted((fields[uid], k) for uid, k in counted(filling) if uid in fields):
        DISCOUNT.run(field_id=field, k=k)


def adding(dialect: str) -> Insert:
    """Count one more answer, as one statement."""
    insert = (sqlite if dialect == "sqlite" else postgresql).insert(field_stats)
    insert = insert.values(field_id=bindparam("field_id"), k=bindparam("k"), n=1)
    return insert.on_conflict_do_update(index_elements=["field_id", "k"], set_={"n": field_stats.c.n + 1})


COUNT = Change(adding)
DISCOUNT = Change(
    field_stats.update()
    .where(field_stats.c.field_id == bindparam("field_id"), field_stats.c.k == bindparam("k"), field_stats.c.n > 0)
    .values(n=field_stats.c.n - 1)
)


def counted(filling: Filling) -> Iterator[tuple[str, str]]:
    """(uid, k) of every answer that a chart counts; of a question in a group, once for each row."""
    asked = asked_questions(filling.definition, filling.locale)
    for question, value in answered(filling):
        if question.kind_name in COUNTED:
            for k in dict.fromkeys(question.kind.keys(asked[question.uid], value)):
                yield question.uid, k


def answered(filling: Filling) -> Iterator[tuple[Question, Any]]:
    """The questions that were answered, in their order; of a group, those in its rows."""
    return filling.definition.single_answers(filling.relevant_answers)


def searched(reference: str, filling: Filling) -> str:
    """What a submission is found by: its reference and its answers, folded; nothing marked as special."""
    asked = asked_questions(filling.definition, filling.locale)
    said = [one.kind.text(asked[one.uid], value) for one, value in answered(filling) if one.pii != "special"]
    return folded("\n".join((reference, *said)))


def summary_of(filling: Filling) -> str:
    """The first few answers that lists may show: those ticked for lists, else the first on the form."""
    asked = asked_questions(filling.definition, filling.locale)
    fit = [(one, value) for one, value in answered(filling) if one.pii != "special" and not one.kind.is_unseen]
    listed = [pair for pair in fit if pair[0].indexed] or [pair for pair in fit if is_telling(pair[0])]
    said = [one.kind.text(asked[one.uid], value) for one, value in listed[:SUMMARY_PARTS]]
    text = " · ".join(" ".join(part.split()) for part in said)
    return text if len(text) <= LONGEST_SUMMARY else text[: LONGEST_SUMMARY - 1].rstrip() + "…"


def is_telling(question: Question) -> bool:
    """Whether an answer tells one submission from another: not that something was agreed to, or how files are called."""
    return question.kind_name != "consent" and not question.kind.takes_files
