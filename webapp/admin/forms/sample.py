"""One question as people will see it, drawn by the real engine."""

from collections.abc import Mapping
from typing import Any

from webapp.clock import now
from webapp.models.answering import Filling
from webapp.models.definition import Definition, Malformed

UID, PAGE = "f_sample", "p_sample"


def drawn(item: Mapping[str, Any], language: str) -> Any:
    """The field of a question of the document, to be drawn by components/question.html; None when it cannot be yet."""
    question = {name: value for name, value in item.items() if name != "show"} | {"uid": UID}
    if "items" in question:
        # Whatever hangs on other answers is seen here.
        question["items"] = [{name: part for name, part in one.items() if name != "show"} for one in question["items"]]
    document = {"schema": 1, "pages": [{"uid": PAGE, "items": [question]}], "settings": {"language": language}}
    try:
        definition = Definition.parse(document)
    except Malformed:
        return None
    filling = Filling(definition, {}, {}, language, today=now().date())
    return filling.inputs(definition.pages[0]).shown[0]
