"""What a change decides under its locks, whatever was true a moment ago, and that it happens once."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from tests.races.senders import at_once, make_draft, ready
from tests.support.acting import person
from tests.support.forms import make_form, page, question
from tests.support.make import make_user
from tests.support.stage import count, only, own_context, saving
from webapp.database import writing
from webapp.models.draft import Draft
from webapp.models.form import Form
from webapp.models.open_draft import OpenDraft
from webapp.models.outbox import OutboxMail
from webapp.models.revising import revise
from webapp.models.sending import NotSent
from webapp.models.submission import Submission, SubmissionRevision
from webapp.models.user import User

NAME = page(question("text", "Name", "f_name"), uid="p_name")


def sent(app: Flask, user: User, **settings: Any) -> Form:
    form = make_form(NAME, edit="while_open", **settings)
    ready(app, form, {"f_name": "Ada"}, user).send()
    return form


def slot() -> str:
    return f"edit:{only(select(Submission.reference))}:1"


def test_a_change_that_is_allowed_no_more_is_refused_under_the_lock(app: Flask) -> None:
    user = make_user()
    draft_id = make_draft(sent(app, user), user, {"f_name": "Eve"}, slot())
    with own_context():
        draft = OpenDraft.find(draft_id, by=person(user), locale="en")
        assert draft is not None
        assert draft.can_be_sent
        with writing() as session:
            session.execute(update(Submission).values(status="accepted"))
        with pytest.raises(NotSent), writing():
            revise(draft, link=str)
    assert (count(SubmissionRevision), count(Draft)) == (1, 1)


def test_pressed_twice_at_once_it_is_one_change_and_one_mail(app: Flask) -> None:
    user = make_user()
    sender = ready(app, sent(app, user), {"f_name": "Eve"}, user, slot())
    answers = at_once([sender.send, sender.send])
    assert [answer.status_code for answer in answers] == [303, 303]
    assert len({answer.location for answer in answers}) == 1
    assert (count(SubmissionRevision), only(select(Submission.revision))) == (2, 2)
    assert count(OutboxMail) == 2


def test_of_two_changes_of_one_state_the_first_counts(app: Flask) -> None:
    user = make_user()
    form = sent(app, user)
    sender = ready(app, form, {"f_name": "Eve"}, user, slot())
    with saving() as session:
        session.execute(update(Submission).values(revision=2))
    assert sender.send().status_code == 403
    assert count(SubmissionRevision) == 1
