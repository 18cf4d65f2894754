"""Many people, or one impatient one, press Send in the same moment: on both databases, through the whole application.

`RACE_ROUNDS` says how many rounds of each; the suite runs one.
"""

import os
import re
from collections import Counter

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.races.senders import Sender, at_once, ready
from tests.support.browser import HOME
from tests.support.forms import make_form, moved, option, page, question
from tests.support.make import make_user
from tests.support.stage import count, found, only
from webapp.models.draft import Draft
from webapp.models.event import Event
from webapp.models.submission import (
    AnswerKey,
    Capacity,
    FieldStat,
    Submission,
    SubmissionRevision,
    SubmissionText,
)

ROUNDS = int(os.environ.get("RACE_ROUNDS", "1"))
ASKED = page(
    question("text", "Your name", "f_name", indexed=True),
    question("choice", "Workshop", "f_workshop", options=[option("Pottery"), option("Weaving")]),
)
ANSWERS = {"f_name": "Ada", "f_workshop": "o_pottery"}
# What differs between two answers to the same question of the browser: nonces, tokens, request ids.
FRESH = re.compile(r'(nonce|value)="[^"]*"')


@pytest.fixture(autouse=True, params=range(ROUNDS))
def round_number(request: pytest.FixtureRequest) -> int:
    return int(request.param)


def test_fifty_presses_of_one_send_give_one_submission_and_one_answer(app: Flask) -> None:
    sender = ready(app, make_form(ASKED), ANSWERS)
    clients = [copy_of(app, sender) for _ in range(50)]
    answers = at_once([one.send for one in clients])
    assert Counter(answer.status_code for answer in answers) == {303: 50}
    assert len({answer.headers["Location"] for answer in answers}) == 1
    for model in (Submission, SubmissionRevision, SubmissionText, AnswerKey):
        assert count(model) == 1, model
    assert only(select(FieldStat.n)) == 1
    assert count(Draft) == 0


def test_fifty_confirmations_are_identical(app: Flask) -> None:
    sender = ready(app, make_form(ASKED), ANSWERS)
    clients = [copy_of(app, sender) for _ in range(50)]
    pages = at_once([lambda one=one: confirmation(one) for one in clients])
    assert len(set(pages)) == 1
    assert "Your reference" in pages[0]


def copy_of(app: Flask, sender: Sender) -> Sender:
    """The same browser once more: another window, the same cookies."""
    client = app.test_client()
    cookie = sender.client.get_cookie("lodge", domain="localhost")
    assert cookie is not None
    client.set_cookie("lodge", cookie.value, domain="localhost")
    return Sender(client, sender.path, sender.fields)


def confirmation(sender: Sender) -> str:
    answer = sender.send()
    shown = sender.client.get(answer.headers["Location"], base_url=HOME)
    return FRESH.sub("", shown.get_data(as_text=True))


def test_forty_people_for_thirty_places_are_thirty(app: Flask) -> None:
    form = make_form(ASKED, quota=30)
    senders = [ready(app, form, ANSWERS) for _ in range(40)]
    answers = at_once([one.send for one in senders])
    assert Counter(answer.status_code for answer in answers) == {303: 30, 409: 10}
    assert (count(Submission), only(select(Capacity.used)), count(Draft)) == (30, 30, 10)
    assert sorted(found(select(Submission.serial))) == list(range(1, 31))


def test_one_submission_a_person_holds_against_twenty_drafts_at_once(app: Flask) -> None:
    form, ada = make_form(ASKED, once=True), make_user()
    senders = [ready(app, form, ANSWERS, ada, slot=f"tab {number}") for number in range(20)]
    answers = at_once([one.send for one in senders])
    places = Counter("/submissions/" in answer.headers["Location"] for answer in answers)
    assert places == {True: 1, False: 19}
    assert (count(Submission), count(Draft)) == (1, 19)


def test_nothing_is_sent_after_the_form_was_closed(app: Flask) -> None:
    form = make_form(ASKED)
    senders = [ready(app, form, ANSWERS) for _ in range(20)]
    answers = at_once([lambda: moved(form, "close"), *[one.send for one in senders]])[1:]
    statuses = Counter(answer.status_code for answer in answers)
    assert set(statuses) <= {303, 403}
    assert (count(Submission), count(Draft)) == (statuses[303], statuses[403])
    closed = only(select(Event.id).where(Event.action == "form.close"))
    assert not found(select(Event.id).where(Event.action == "submission.sent", Event.id > closed))


def test_the_counts_for_charts_lose_nothing(app: Flask) -> None:
    form = make_form(ASKED)
    senders = [ready(app, form, ANSWERS | {"f_workshop": f"o_{name}"}) for name in ("pottery", "weaving") * 15]
    at_once([one.send for one in senders])
    assert sorted(found(select(FieldStat.n))) == [15, 15]
    assert only(select(func.count()).select_from(AnswerKey)) == 30
