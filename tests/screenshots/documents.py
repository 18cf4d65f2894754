"""The forms on the pictures: one of every kind of question, one short, one closed, one full, one not ready."""

from typing import Any

from tests.support.make_forms import Document, page, question


def options(*labels: str) -> list[Document]:
    return [{"key": f"o_{number}", "label": {"en": label}} for number, label in enumerate(labels, 1)]


def english(text: str) -> dict[str, str]:
    return {"en": text}


COURSE: list[Document] = [
    page(
        "About your child",
        question("Child’s name", uid="f_name", required=True, indexed=True, pii="personal"),
        question("Date of birth", "date", uid="f_born", required=True, hint=english("For example 27 3 2018")),
        question("Can your child swim 25 metres without help?", "yes_no", uid="f_swim", required=True),
        uid="p_child",
        text=english("We ask about one child. For a second one, fill in this form again."),
    ),
    page(
        "Choosing weeks and courses",
        question(
            "Which weeks would suit you?",
            "choices",
            uid="f_weeks",
            required=True,
            hint=english("Tick all that are possible."),
            options=options("28 June to 2 July", "5 to 9 July", "12 to 16 July", "19 to 23 July"),
        ),
        question(
            "Which course?",
            "choice",
            uid="f_course",
            required=True,
            indexed=True,
            options=options("Pottery", "Woodwork", "Theatre", "A day in the Donaudampfschifffahrtsgesellschaftsmuseum"),
        ),
        question("How tall is your child, in centimetres?", "number", uid="f_height", hint=english("For the costumes.")),
        uid="p_course",
    ),
    page(
        "Health",
        question("Does your child take medicine?", "yes_no", uid="f_ill", required=True, pii="special"),
        question(
            "Which medicine, and when?",
            "long_text",
            uid="f_medicine",
            required=True,
            pii="special",
            show={"f": "f_ill", "op": "eq", "v": True},
        ),
        uid="p_health",
    ),
    page(
        "How we reach you",
        question("Your email address", "email", uid="f_mail", required=True),
        {"uid": "f_note", "kind": "guidance", "text": english("We **only** write when something changes.")},
        question("Anything else we should know?", "long_text", uid="f_more"),
        question("I agree that the course leaders read my answers", "consent", uid="f_agree", required=True),
        uid="p_reach",
    ),
]
COURSE_SETTINGS: dict[str, Any] = {
    "slug": "summer-courses",
    "listed": True,
    "intro": english("Register a child between 6 and 12 for a week of courses at the youth centre."),
    "needs": english("- your child’s insurance card\n- the weeks in which you are away"),
    "minutes": 10,
    "privacy": english("The office and the course leaders read your answers. Nobody else does."),
    "declaration": english("All this is true as far as I know."),
    "button": english("Send registration"),
    "sent": english("Registration sent"),
    "next_steps": english("We write to you by **1 June**. Until then you can see here where your registration stands."),
    "contact": english("Youth office, room 12, telephone 01 234 56 78"),
    "closes_at": "2027-05-31T18:00",
    "keep_days": 400,
    "edit": "while_open",
}
ROOM = [page("The room", question("What is it for?", uid="f_what", required=True, indexed=True), uid="p_room")]
ONE_QUESTION = [page("", question("What should we call you?", uid="f_call", required=True), uid="p_call")]
LONG_TITLE = "Application for a contribution to the cost of learning materials, excursions and language courses 2026/2027"
