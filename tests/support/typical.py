"""Filling a form in without knowing it: an ordinary answer for each kind, page after page, as browsers send them."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from werkzeug.datastructures import MultiDict

from webapp.kinds.file import File
from webapp.models.answering import Filling
from webapp.models.definition import Definition, Page, Question

Pairs = Iterator[tuple[str, Any]]
PLAIN = {
    "text": "Ordinary words",
    "long_text": "Ordinary words,\nin two lines.",
    "email": "ada@example.org",
    "phone": "+44 20 7946 0018",
    "url": "https://example.org",
    "number": "5",
    "money": "10",
    "yes_no": "yes",
    "consent": "yes",
}
BOXES = {
    "address": {"line1": "Mill Lane 4", "postcode": "10115", "town": "Berlin", "country": "DE"},
    "person": {"given": "Ada", "family": "Lovelace"},
    "signature": {"": "Ada Lovelace"},
}


def typed(question: Question, name: str, given: Mapping[str, str]) -> Pairs:
    """What a browser sends for one question; `given`: by uid, what is typed instead."""
    kind, settings = question.kind_name, question.settings
    if kind in {"date", "datetime"}:
        year, month, day = given.get(question.uid, "2026-11-02" if settings.get("max") else "2027-03-02").split("-")
        yield from zip((f"{name}-day", f"{name}-month", f"{name}-year"), (day, month, year), strict=True)
        if kind == "datetime":
            yield f"{name}-time", "9:30"
    elif question.uid in given:
        yield name, given[question.uid]
    elif kind in {"choice", "choices"}:
        yield name, settings["options"][0]["key"]
    elif isinstance(question.kind, File):
        yield name, question.kind.sample(settings)
    elif kind in BOXES and (kind != "person" or settings.get("boxes") == "two"):
        yield from ((f"{name}-{box}".rstrip("-"), value) for box, value in BOXES[kind].items())
    elif kind in PLAIN or kind == "person":
        yield name, PLAIN.get(kind, "Ada Lovelace")


def page_typed(page: Page, given: Mapping[str, str]) -> Pairs:
    """A whole page, of a group with one row."""
    for question in page.items:
        yield from typed(question, question.uid, given)
        if question.is_group:
            yield f"{question.uid}-row", "r_1"
            for inner in question.items:
                yield from typed(inner, f"{question.uid}-r_1-{inner.uid}", given)


def filled_in(definition: Definition, today: date, **given: str) -> Filling:
    """Everything answered; a page that asks more after an answer is sent again."""
    filling = Filling(definition, {}, today=today)
    for page in definition.pages:
        for _again in range(len(page.items)):
            if page in filling.pages and not filling.is_complete(page):
                inputs = filling.inputs(page, MultiDict(page_typed(page, given)))
                inputs.validate()
                filling = filling.merged(inputs)
    return filling
