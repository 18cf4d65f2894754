"""Repeatable groups for tests: children with a name and more, and pages that answer for them."""

from typing import Any

from werkzeug.datastructures import MultiDict

from tests.models.documents import item
from webapp.models.answering import Filling

NAME = item("name", label="Name", required=True)


def group(*items: dict[str, Any], uid: str = "kids", **more: Any) -> dict[str, Any]:
    settings = {"label": "Children", "row": {"en": "Child"}, "required": True, **more}
    return item(uid, "group", items=list(items) or [NAME], **settings)


def row(row_id: str, **answers: Any) -> dict[str, Any]:
    """A row as answers hold it: `row("1", name="Ada")`."""
    return {"id": f"r_{row_id}", "answers": {f"f_{uid}": value for uid, value in answers.items()}}


def page(*rows: tuple[str, dict[str, str]], uid: str = "kids", **others: str) -> MultiDict[str, str]:
    """What a page with these rows sends: `page(("1", {"name": "Ada"}))`; each names itself."""
    pairs = [(f"f_{uid}-row", f"r_{row_id}") for row_id, _answers in rows]
    pairs += [(f"f_{uid}-r_{row_id}-f_{inner}", typed) for row_id, answers in rows for inner, typed in answers.items()]
    return MultiDict([*pairs, *((f"f_{name}", typed) for name, typed in others.items())])


def sent(before: Filling, form: MultiDict[str, str], place: int = 0) -> tuple[Filling, dict[str, list[str]]]:
    """(the draft after a page was sent, name of the control → its errors)."""
    inputs = before.inputs(before.definition.pages[place], form)
    inputs.validate()
    return before.merged(inputs), inputs.errors
