"""Forms full of groups and conditions, and pages of them as a browser draws, fills in and follows them."""

from collections.abc import Iterator
from random import Random
from typing import Any

from werkzeug.datastructures import MultiDict

from tests.support.fuzz.answers import Pairs
from tests.support.fuzz.definitions import Author
from tests.support.fuzz.pages import Typist
from tests.support.fuzz.people import TODAY
from tests.support.fuzz.settings import Document
from webapp.kinds.rows import control_name
from webapp.models.answer_inputs import PageInputs
from webapp.models.answering import Filling
from webapp.models.definition import Definition
from webapp.models.live_page import FOLLOWED

# Mostly what the browser follows; of the rest it has to know that it cannot tell.
INSIDE = (*sorted(FOLLOWED - {"group"}), "number", "choice", "yes_no", "computed", "email")
OUTSIDE = (*INSIDE, "group", "group", "group")
BLANK = 0.4


class LiveAuthor(Author):
    """Writes forms in which most hangs on something."""

    def page(self, place: int) -> Document:
        items = [self.item(("number", "choice", "yes_no")), *(self.item(OUTSIDE) for _ in range(self.dice.randint(3, 7)))]
        return {"uid": f"p_{place}", "title": {"en": f"Page {place}"}, "items": items}

    def inside(self) -> list[Document]:
        return [self.item(("number", "choice")), *(self.item(INSIDE) for _ in range(self.dice.randint(1, 5)))]

    def item(self, kinds: tuple[str, ...]) -> Document:
        show = self.condition() if self.earlier and self.dice.random() < 0.4 else None
        made = super().item(kinds)
        return made | ({"show": show} if show else {})

    def rules(self, uid: str) -> list[Document]:
        """None: the browser leaves them to the server."""
        return []


def mirrored(dice: Random) -> Iterator[tuple[Document, Pairs, dict[str, Any]]]:
    """Page by page of one form: (what the browser is given, what is typed then, what the server makes of that)."""
    definition = Definition.parse(LiveAuthor(dice).document())
    items = {item["uid"]: item for page in definition.document["pages"] for item in page["items"]}
    groups = [one.uid for one in definition.questions if one.is_group]
    rows = {uid: [{"id": f"r_{number}", "answers": {}} for number in range(dice.randint(0, 3))] or None for uid in groups}
    filling = Filling(definition, rows, today=TODAY)
    for page in [page for page in definition.pages if page in filling.pages]:
        drawn = filling.inputs(page)
        there = {group.uid: [row.id for row in field.standing] for group, field in drawn.groups}
        pairs, _button = Typist(dice).page(page, items, there, 0.0)
        pairs = [(name, left_blank(name, typed, dice)) for name, typed in pairs if is_there(name, typed, there)]
        waiting = [("_asked", field.name) for field in drawn.in_reach]
        inputs = filling.inputs(page, MultiDict([*pairs, *waiting]))
        inputs.validate()
        yield drawn.live_data, pairs, outcome(inputs, {field.name for field in drawn.on_page})
        filling = filling.merged(inputs)


def is_there(name: str, typed: Any, rows: dict[str, list[str]]) -> bool:
    """No row that the page does not have: the browser follows those that were drawn."""
    group, _dash, place = name.partition("-")
    row_id = typed if place == "row" else place.partition("-")[0]
    return group not in rows or row_id in rows[group]


def left_blank(name: str, typed: Any, dice: Random) -> Any:
    return "" if not name.endswith("-row") and dice.random() < BLANK else typed


def outcome(inputs: PageInputs, on_page: set[str]) -> dict[str, Any]:
    """What is shown and what is computed, of what stands on the page and the browser follows, in the words of its walk."""
    followed, told = inputs.followed, {}
    for field in inputs.controls.values():
        told |= said(field.name, field, followed, is_shown=field.name in inputs.asked_now)
    for group, control in inputs.groups:
        for row in control.standing if group.uid in inputs.asked_now & on_page else ():
            for uid, field in row.fields.items():
                told |= said(control_name(group.uid, row.id, uid), field, followed, is_shown=uid in row.asked_now)
    return told


def said(name: str, field: Any, followed: Any, *, is_shown: bool) -> dict[str, Any]:
    told: dict[str, Any] = {name: is_shown} if field.asked.uid in followed.shows else {}
    return told | ({f"{name} =": field.answer} if is_shown and field.asked.uid in followed.totals else {})
