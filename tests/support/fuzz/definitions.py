"""Definitions as dice throw them: every kind, groups, conditions, rules and calculations, all fit to be published."""

from random import Random
from typing import Any

from tests.support.fuzz.settings import SETTINGS, Document, maybe
from webapp.kinds import KINDS
from webapp.models.calculation_checks import has_size, is_number
from webapp.models.definition import Definition
from webapp.models.definition_checks import MOST_INDEXED, before_publishing

OUTSIDE = tuple(KINDS)
INSIDE = tuple(name for name, kind in KINDS.items() if name != "group" and not kind.is_unseen)
NOT_LISTED = ("long_text", "guidance", "signature", "group", "file", "picture")
MOMENTS = {"date": "2010-06-15", "time": "12:00", "datetime": "2010-06-15T12:00"}
FREE = ("text", "long_text", "email", "phone", "url", "country", "hidden")
DAYS = ("date", "datetime")


def thrown(dice: Random) -> Definition:
    """A definition. What the dice throw may always be published: anything else is a mistake of this module."""
    definition = Definition.parse(Author(dice).document())
    problems = before_publishing(definition)
    if problems:
        raise AssertionError([problem.sentence for problem in problems])
    return definition


class Author:
    """Writes questions one after the other; `earlier` are those that a condition may speak of at that place."""

    def __init__(self, dice: Random) -> None:
        self.dice = dice
        self.number = self.indexed = 0
        self.earlier: list[Document] = []
        self.calc: list[Document] = []

    def document(self) -> Document:
        pages = [self.page(place) for place in range(1, self.dice.randint(2, 5))]
        made = {"schema": 1, "title": {"en": "Thrown"}, "pages": pages, "calc": self.calc}
        return {**made, "rules": [rule for place in range(self.dice.randint(0, 2)) for rule in self.rules(f"r_{place}")]}

    def page(self, place: int) -> Document:
        show = self.condition() if place > 1 and self.dice.random() < 0.2 else None
        items = [self.item(OUTSIDE) for _ in range(self.dice.randint(1, 6))]
        # A page of guidance alone, on the first of which nothing can be answered, is no form.
        items += [self.item(("text",))] if place == 1 else []
        return {"uid": f"p_{place}", "title": {"en": f"Page {place}"}, "items": items, "show": show}

    def item(self, kinds: tuple[str, ...]) -> Document:
        kind = self.dice.choice(kinds)
        self.number += 1
        uid = f"f_{self.number}"
        made: Document = {"uid": uid, "kind": kind, "label": {"en": f"Question {self.number}"}}
        made |= SETTINGS[kind](self.dice) if kind in SETTINGS else {}
        made |= maybe(self.dice, required=True) if KINDS[kind].is_typed and not KINDS[kind].is_unseen else {}
        if self.earlier and self.dice.random() < 0.25:
            made["show"] = self.condition()
        if kind == "group":
            made["items"] = self.inside()
        if kind == "computed":
            self.calc.append({"uid": uid, "expr": self.expression()})
        if kinds is OUTSIDE and kind not in NOT_LISTED and self.indexed < MOST_INDEXED and self.dice.random() < 0.3:
            made["indexed"] = True
            self.indexed += 1
        if KINDS[kind].is_answered:
            self.earlier.append(made)
        return made

    def inside(self) -> list[Document]:
        """What a group asks in its rows: its questions look at those before them, and so may all that come after."""
        return [self.item(("text",)), *(self.item(INSIDE) for _ in range(self.dice.randint(0, 4)))]

    def condition(self, depth: int = 2) -> Document:
        if depth and self.dice.random() < 0.35:
            parts = [self.condition(depth - 1) for _ in range(self.dice.randint(1, 3))]
            return self.dice.choice([{"all": parts}, {"any": parts}, {"not": parts[0]}])
        about = self.dice.choice(self.earlier)
        value = self.value(about)
        if value is None or self.dice.random() < 0.2:
            empty = {"f": about["uid"], "op": "empty"}
            return self.dice.choice([empty, {"not": empty}, {"op": "ge", "l": {"count": {"f": about["uid"]}}, "r": "1"}])
        ops = ["eq", "ne", "in", "has"] + (["lt", "le", "gt", "ge"] if has_size(about["kind"]) else [])
        op = self.dice.choice(ops)
        return {"f": about["uid"], "op": op, "v": [value] if op == "in" else value}

    def value(self, about: Document) -> Any:
        """An answer that a question can have; None where there is nothing simple to compare with."""
        if "options" in about:
            return self.dice.choice(about["options"])["key"]
        if about["kind"] in {"yes_no", "consent"}:
            return self.dice.random() < 0.5
        if is_number(about["kind"]):
            return str(self.dice.randint(0, 9))
        return MOMENTS.get(about["kind"], "Ada" if about["kind"] in FREE else None)

    def expression(self) -> Any:
        numbers = [one["uid"] for one in self.earlier if is_number(one["kind"])]
        days = [one["uid"] for one in self.earlier if one["kind"] in DAYS]
        every = [one["uid"] for one in self.earlier] or [f"f_{self.number}"]
        offered: list[Any] = [{"sum": ["1", {"mul": ["2.50", "3"]}]}]
        offered += [{"sum": [{"f": uid}, {"mul": [{"f": uid}, "12.50"]}]} for uid in numbers]
        offered += [{"days_between": [{"f": uid}, {"f": days[0]}]} for uid in days]
        if self.earlier:
            offered += [{"count": [{"f": uid} for uid in every]}, {"upper": {"f": self.dice.choice(every)}}]
        return self.dice.choice(offered)

    def rules(self, uid: str) -> list[Document]:
        """One between two answers to questions of one kind that has a size."""
        sized = [one for one in self.earlier if has_size(one["kind"]) and one["kind"] != "computed"]
        pairs = [(one, two) for one in sized for two in sized if one["kind"] == two["kind"] and one is not two]
        if not pairs:
            return []
        one, two = self.dice.choice(pairs)
        compared = {"op": self.dice.choice(["le", "ge", "ne"]), "l": {"f": one["uid"]}, "r": {"f": two["uid"]}}
        return [{"uid": uid, "assert": compared, "at": one["uid"], "message": {"en": f"Rule {uid}"}}]
