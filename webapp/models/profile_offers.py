"""What an account knows of its person, offered where a form asks for just that. It is an answer only once it is sent."""

from collections.abc import Mapping
from typing import Any

from webapp.models.asking import asked_questions
from webapp.models.definition import Definition, Question
from webapp.models.person import Person


def offers(definition: Definition, person: Person, locale: str) -> dict[str, Any]:
    """uid → as they would type it, of each question that its author marked as being about whoever fills in."""
    asked = asked_questions(definition, locale)
    known = {one.uid: _known(one, asked[one.uid].settings, person) for one in definition.questions}
    return {uid: typed for uid, typed in known.items() if typed}


def _known(question: Question, settings: Mapping[str, Any], person: Person) -> Any:
    known_as = settings.get("autocomplete") or (question.kind_name if settings.get("own") else "")
    if known_as == "email":
        return person.email
    if known_as == "person" and settings.get("boxes") == "two":
        given, _space, family = person.name.rpartition(" ")
        return {"given": given, "family": family} if given else None
    return person.name if known_as in {"name", "person"} else None
