"""What a change decides under its locks, whatever was true a moment ago, and that it happens once."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from tests.races.senders import at_once, make_draft, ready
from tests.support.acting import person
from tests.support.forms import make_form, option, page, question
from tests.support.make import make_user
from tests.support.places import asked, everything_adds_up, line, send
from tests.support.stage import count, found, only, own_context, saving
from webapp.database import writing
from webapp.models.capacity import option_scope
from webapp.models.correcting import ask_for_corrections
from webapp.models.draft import Draft
from webapp.models.form import Form
from webapp.models.form_status import FormStatus
from webapp.models.open_draft import OpenDraft
from webapp.models.outbox import OutboxMail
from webapp.models.person import Person
from webapp.models.reviewing import move
from webapp.models.revising import revise
from webapp.models.sending import NotSent
from webapp.models.submission import Capacity, FieldStat, Submission, SubmissionRevision
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


COLOUR = question("choice", "Colour", "f_colour", options=[option("Red"), option("Blue")])
KIDS = page(question("group", "Children", "f_kids", items=[COLOUR]), uid="p_kids")


def kids(*colours: str) -> dict[str, Any]:
    return {"f_kids": [{"id": f"r_{at}", "answers": {"f_colour": f"o_{one}"}} for at, one in enumerate(colours)]}


def test_a_chart_counts_each_row_of_a_group_after_a_change_as_before_it(app: Flask) -> None:
    user = make_user()
    form = make_form(KIDS, edit="while_open")
    ready(app, form, kids("red", "red", "blue"), user).send()
    ready(app, form, kids("red", "blue", "blue", "blue"), user, slot()).send()
    assert {one.k: one.n for one in found(select(FieldStat))} == {"o_red": 1, "o_blue": 3}


def test_of_two_changes_of_one_state_the_first_counts(app: Flask) -> None:
    user = make_user()
    form = sent(app, user)
    sender = ready(app, form, {"f_name": "Eve"}, user, slot())
    with saving() as session:
        session.execute(update(Submission).values(revision=2))
    assert sender.send().status_code == 403
    assert count(SubmissionRevision) == 1


def full_workshop(app: Flask, user: User, **settings: Any) -> Form:
    """This person has gone weaving; the one place of Pottery is somebody else's."""
    form = make_form(asked(1), edit="while_open", **settings)
    ready(app, form, {"f_workshop": "o_weaving"}, user).send()
    assert send(app, form) == 303
    return form


def first_slot() -> str:
    return f"edit:{found(select(Submission.reference).order_by(Submission.id))[0]}:1"


def test_nobody_joins_a_line_that_the_form_does_not_have(app: Flask) -> None:
    user = make_user()
    form = full_workshop(app, user)
    sender = ready(app, form, {"f_workshop": "o_pottery"}, user, first_slot())
    sender.fields["_wait"] = option_scope(form.id, "f_workshop", "o_pottery")
    assert sender.send().status_code == 409
    assert (line(form, "o_pottery"), count(SubmissionRevision)) == ([], 2)


def refused(form: Form) -> None:
    """The first submission is refused, which its member may answer with a change."""
    with saving() as session:
        session.execute(update(FormStatus).where(FormStatus.phase == "refused").values(locks_editing=False))
        submission = session.scalars(select(Submission).order_by(Submission.id).limit(1)).one()
        move(submission, by=Person.command_line(), status="refused", row_version=submission.row_version)


@pytest.mark.parametrize(("quota", "answer"), [(2, 303), (1, 409)])
def test_who_was_refused_and_begins_anew_needs_a_place_again(app: Flask, quota: int, answer: int) -> None:
    user = make_user()
    form = make_form(NAME, edit="while_open", edit_resets=True, quota=quota)
    ready(app, form, {"f_name": "Ada"}, user).send()
    refused(form)
    ready(app, form, {"f_name": "Bea"}).send()
    assert ready(app, form, {"f_name": "Eve"}, user, first_slot()).send().status_code == answer
    assert (everything_adds_up(form), only(select(Capacity.used))) == (True, quota)


def test_what_staff_ask_no_more_is_not_changed_by_a_draft_begun_before(app: Flask) -> None:
    user = make_user()
    form = make_form(page(question("text", "Name", "f_name"), question("text", "Town", "f_town"), uid="p_all"))
    ready(app, form, {"f_name": "Ada", "f_town": "Ulm"}, user).send()
    with saving() as session:
        submission = session.scalars(select(Submission)).one()
        asking = {"by": Person.command_line(), "message": "", "link": str}
        ask_for_corrections(submission, questions=[{"uid": "f_name", "why": "In full."}], **asking)
    slot = f"correct:{only(select(Submission.reference))}:1"
    assert ready(app, form, {"f_name": "Ada Byron", "f_town": "Rome"}, user, slot).send().status_code == 303
    assert only(select(Submission.answers)) == {"f_name": "Ada Byron", "f_town": "Ulm"}
