"""Forms in the states that take some doing: every kind of question, rows with photos, places that ran out, corrections."""

from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select

from tests.screenshots.people import Seen
from tests.support.acting import person
from tests.support.every_kind import CALC, PAGE
from tests.support.forms import make_form, option, page, question
from tests.support.stage import saving
from webapp.models.capacity import option_scope
from webapp.models.correcting import ask_for_corrections
from webapp.models.draft import Draft
from webapp.models.form import Form
from webapp.models.open_draft import OpenDraft
from webapp.models.reference import show_reference
from webapp.models.sending import submit
from webapp.models.submission import Submission

CHILD = [
    question("text", "Child’s name", "f_child"),
    question("date", "Date of birth", "f_born"),
    question("picture", "Photo for the badge", "f_photo", required=False),
]
WORKSHOPS = [
    option("Pottery") | {"cap": 1, "hint": {"en": "In the barn behind the house"}},
    option("Weaving") | {"cap": 12},
    option("Choir"),
]
TRIP = (
    page(
        question("group", "Children", "f_kids", required=False, row={"en": "Child"}, max=3, items=CHILD),
        title="Your children",
        uid="p_kids",
    ),
    page(
        question("choice", "Which workshop?", "f_shop", options=WORKSHOPS),
        question("file", "Doctor’s letter and the like", "f_letter", required=False, max=3),
        title="The workshop",
        uid="p_shop",
    ),
)
ROWS = [
    {"id": "r_1", "answers": {"f_child": "Núria Ibáñez Peña", "f_born": "2018-03-27"}},
    {"id": "r_2", "answers": {"f_child": "Maximilian Groß", "f_born": "2020-11-02"}},
    {"id": "r_3", "answers": {"f_child": "Theodora Papadopoulou-Konstantinidou", "f_born": "2019-07-14"}},
]
FULL = {"f_kids": ROWS[:1], "f_shop": "o_pottery"}
WHY = "The badge has to be laminated by hand: we need the name as it stands in the passport."


def with_forms(seen: dict[str, Seen]) -> dict[str, str]:
    """The addresses of what was made."""
    trip = make_form(*TRIP, title="Weekend at the lake", slug="weekend", waiting=True, edit="while_open")
    every = make_form(PAGE, title="Season of excavations", slug="season", calc=CALC)
    secret = make_form(TRIP[1], title="Friends of the office", slug="friends", by_code=True)
    for who in ("long", "newcomer", "careful", "elsewhere"):
        send(trip, seen[who], FULL)
    places = {f"{name}_form": str(form.id) for name, form in {"trip": trip, "every": every, "secret": secret}.items()}
    drafts = {
        "every_draft": draft(every, seen["member"], {}),
        "trip_draft": draft(trip, seen["member"], FULL | {"f_kids": ROWS}),
        "rowless_draft": draft(trip, seen["long"], {}),
    }
    places |= {name: str(draft_id) for name, draft_id in drafts.items()}
    return places | {"returned": ask(seen["member"], by=seen["staff"])}


def draft(form: Form, who: Seen, answers: dict[str, Any]) -> UUID:
    with saving() as session:
        row = Draft(id=uuid4(), form_id=form.id, version_id=form.current_version_id, user_id=who.user.id, answers=answers)
        session.add(row)
        return row.id


def send(form: Form, who: Seen, answers: dict[str, Any]) -> None:
    """Who comes when nothing is left waits in line."""
    draft_id = draft(form, who, answers)
    with saving():
        ready = OpenDraft.find(draft_id, by=person(who.user), locale="en")
        submit(ready, link=str, accepted=[option_scope(form.id, "f_shop", "o_pottery")])


def ask(who: Seen, *, by: Seen) -> str:
    """The last but one of what somebody sent is to be corrected; returns its reference."""
    questions = [{"uid": "f_name", "why": WHY}, {"uid": "f_height", "why": ""}]
    sent = select(Submission).where(Submission.user_id == who.user.id).order_by(Submission.id.desc())
    with saving() as session:
        row = session.scalars(sent.offset(1).limit(1)).one()
        values = {"message": "Two small things, then it is done.", "questions": questions, "link": str}
        ask_for_corrections(row, by=person(by.user), **values)
        return show_reference(row.reference)
