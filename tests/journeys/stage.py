"""What stands there before a story begins: an owner with a password, a form, made with the commands of the operator."""

import json

from tests.journeys.steps import PASSWORD
from tests.support.forms import document, option, page, question
from tests.support.live import Live

OWNER = "grace@example.org"
MEMBER = "asa@example.org"
FORM = document(
    page(question("text", "Your name"), question("date", "Your date of birth"), title="You", uid="p_you"),
    page(
        question("choice", "Which course?", options=[option("Pottery"), option("Woodwork")]),
        question("text", "Which wood?", "f_wood", show={"f": "f_whichcourse", "op": "eq", "v": "o_woodwork"}),
        question("consent", "I agree to the rules"),
        title="The course",
        uid="p_course",
    ),
    title="Evening class",
)


def with_owner(live: Live) -> Live:
    live.lodge("users", "create", OWNER, "--name", "Grace Hopper", "--role", "owner", "--password-stdin", typed=PASSWORD)
    return live


def with_member(live: Live) -> Live:
    live.lodge("users", "create", MEMBER, "--name", "Åsa Öberg", "--password-stdin", typed=PASSWORD)
    return live


def with_form(live: Live) -> Live:
    live.lodge("forms", "import", "-", "--publish", typed=json.dumps(FORM))
    return live
