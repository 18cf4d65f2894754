"""What Send writes, and what it does when a reference is taken."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.races.senders import ready
from tests.support.forms import make_form, option, page, question
from tests.support.stage import count, found, only
from webapp.models import sending
from webapp.models.draft import Draft
from webapp.models.reference import new_reference
from webapp.models.submission import AnswerKey, FieldStat, Submission, SubmissionRevision, SubmissionText

ASKED = page(
    question("text", "Name", "f_name", indexed=True),
    question("text", "Illness", "f_ill", pii="special"),
    question("choices", "Days", "f_days", options=[option("Mon"), option("Tue")]),
)
ANSWERS: dict[str, Any] = {"f_name": "Åsa Öberg", "f_ill": "Asthma", "f_days": ["o_mon", "o_tue"]}


def sent(app: Flask) -> Submission:
    ready(app, make_form(ASKED, keep_days=10), ANSWERS).send()
    submission: Submission = only(select(Submission))
    return submission


def test_the_answers_are_kept_with_their_version_and_first_revision(app: Flask) -> None:
    submission = sent(app)
    revision = only(select(SubmissionRevision))
    assert submission.answers == revision.answers == ANSWERS
    assert (revision.revision, revision.version_id) == (1, submission.version_id)


def test_lists_and_search_never_hold_what_is_special(app: Flask) -> None:
    submission = sent(app)
    body = only(select(SubmissionText)).body
    assert submission.summary == "Åsa Öberg"
    assert "asa oberg" in body
    assert "asthma" not in body


def test_keys_are_written_for_listed_questions_and_counts_for_charts(app: Flask) -> None:
    sent(app)
    assert found(select(AnswerKey.k)) == ["åsa öberg"]
    assert sorted(found(select(FieldStat.k))) == ["o_mon", "o_tue"]


def test_it_is_kept_as_long_as_the_form_says(app: Flask) -> None:
    submission = sent(app)
    assert submission.purge_at is not None
    assert (submission.purge_at - submission.submitted_at).days == 10


def test_a_taken_reference_is_drawn_again(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    form, taken = make_form(ASKED), new_reference()
    drawn = iter([taken, taken, taken, new_reference()])
    monkeypatch.setattr(sending, "new_reference", lambda: next(drawn))
    senders = [ready(app, form, ANSWERS) for _ in range(2)]
    assert [one.send().status_code for one in senders] == [303, 303]
    assert count(Submission) == 2


def test_without_a_free_reference_nothing_is_sent(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    form, taken = make_form(ASKED), new_reference()
    monkeypatch.setattr(sending, "new_reference", lambda: taken)
    senders = [ready(app, form, ANSWERS) for _ in range(2)]
    assert senders[0].send().status_code == 303
    assert senders[1].send().status_code == 500
    assert (count(Submission), count(Draft)) == (1, 1)


def test_answers_that_do_not_hold_are_not_sent(app: Flask) -> None:
    sender = ready(app, make_form(ASKED), ANSWERS | {"f_name": "x" * 300})
    answer = sender.send()
    assert answer.status_code == 422
    assert "There is a problem" in answer.get_data(as_text=True)
    assert count(Submission) == 0
