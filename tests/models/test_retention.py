"""What was announced to go, goes; what was not, stays."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.races.senders import ready
from tests.support.browser import Browser
from tests.support.clock import Clock
from tests.support.forms import make_form, option, page, question
from tests.support.make import make_user, sign_in
from tests.support.places import asked, everything_adds_up, line, take_back, used
from tests.support.places import send as send_for_place
from tests.support.stage import count, found, only, own_context
from webapp.database import writing
from webapp.models.event import Event
from webapp.models.event_chain import verify
from webapp.models.outbox import OutboxMail
from webapp.models.purged_submission import PurgedSubmission
from webapp.models.retention import purge_submissions, redact_answers, without
from webapp.models.submission import AnswerKey, FieldStat, Submission, SubmissionRevision, SubmissionText
from webapp.models.waiting_place import WaitingPlace

ASKED = page(
    question("text", "Name", "f_name", indexed=True),
    question("text", "Illness", "f_ill", indexed=True, keep_days=10),
    question("choices", "Days", "f_days", options=[option("Mon"), option("Tue")], keep_days=20),
)
ANSWERS: dict[str, Any] = {"f_name": "Ada", "f_ill": "Asthma", "f_days": ["o_mon", "o_tue"]}


def send(app: Flask, **settings: Any) -> None:
    ready(app, make_form(ASKED, **settings), ANSWERS).send()


def redacted() -> int:
    with own_context():
        return redact_answers()


def purged() -> int:
    with own_context():
        return purge_submissions()


def test_answers_go_when_their_time_is_over_and_no_earlier(app: Flask, clock: Clock) -> None:
    send(app)
    clock.move(days=9)
    assert redacted() == 0
    clock.move(days=2)
    assert (redacted(), redacted()) == (1, 0)
    left = {"f_name": "Ada", "f_days": ["o_mon", "o_tue"]}
    assert only(select(Submission.answers)) == only(select(SubmissionRevision.answers)) == left
    clock.move(days=10)
    assert redacted() == 1
    assert (only(select(Submission.answers)), only(select(Submission.redact_at))) == ({"f_name": "Ada"}, None)


def test_nothing_written_beside_keeps_them(app: Flask, clock: Clock) -> None:
    send(app)
    clock.move(days=21)
    redacted()
    assert found(select(AnswerKey.k)) == ["ada"]
    assert "asthma" not in only(select(SubmissionText.body))
    assert only(select(Submission.summary)) == "Ada"
    assert set(found(select(FieldStat.n))) == {0}


def test_a_whole_submission_goes_and_its_member_reads_when(app: Flask, clock: Clock) -> None:
    make_form(ASKED, keep_days=30)
    browser, ada = Browser(app), make_user()
    sign_in(browser, ada).open("/forms/summer-course").press("Start now")
    browser.fill({"Name": "Ada", "Illness": "Asthma", "Mon": True}).press("Continue").press("Send")
    path = browser.path
    clock.move(days=31)
    assert (purged(), purged()) == (1, 0)
    left = {model.__name__: count(model) for model in (Submission, SubmissionRevision, AnswerKey, SubmissionText)}
    assert set(left.values()) == {0}
    gone = sign_in(Browser(app), ada).open(path)
    assert (gone.status, gone.has("as announced")) == (410, True)
    assert sign_in(Browser(app), make_user()).open(path).status == 404


def test_it_is_in_the_log_which_still_verifies(app: Flask, clock: Clock) -> None:
    send(app, keep_days=30)
    clock.move(days=31)
    assert (redacted(), purged()) == (1, 1)
    with own_context():
        assert verify()[1] is None
    assert {"submission.redacted", "submission.purged"} <= set(found(select(Event.action)))
    assert only(select(func.count()).select_from(PurgedSubmission)) == 1


def test_the_place_of_what_goes_is_given_to_who_waits_first(app: Flask, clock: Clock) -> None:
    form = make_form(asked(1), waiting=True, keep_days=30)
    send_for_place(app, form)
    clock.move(days=2)
    assert [send_for_place(app, form), send_for_place(app, form)] == [303, 303]
    clock.move(days=29)
    assert (purged(), used(form), line(form, "o_pottery")) == (1, [1], [2])
    assert everything_adds_up(form)
    assert [mail.subject for mail in found(select(OutboxMail)) if mail.dedupe_key.startswith("place:")] == [
        "Summer course: you have a place"
    ]


def test_who_goes_too_is_given_no_place_and_what_was_withdrawn_had_none(app: Flask, clock: Clock) -> None:
    form = make_form(asked(1), waiting=True, keep_days=30)
    for _number in range(3):
        send_for_place(app, form)
    take_back(0)
    clock.move(days=31)
    assert (purged(), used(form), count(WaitingPlace)) == (3, [0], 0)
    assert found(select(Event.action).where(Event.action == "submission.placed")) == ["submission.placed"]


def test_a_revision_goes_no_other_way(app: Flask) -> None:
    send(app)
    for change in (
        SubmissionRevision.__table__.delete(),
        SubmissionRevision.__table__.update().values(answers={}),
    ):
        with pytest.raises(Exception, match="append-only"), own_context(), writing() as session:
            session.execute(change)


def test_answers_in_rows_go_too() -> None:
    rows = [{"id": "r_1", "answers": {"f_a": 1, "f_b": 2}}]
    assert without({"f_g": rows, "f_b": 3}, {"f_b"}) == {"f_g": [{"id": "r_1", "answers": {"f_a": 1}}]}
