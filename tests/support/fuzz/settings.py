"""What a question of each kind may be set to, by the dice."""

from collections.abc import Callable
from random import Random
from typing import Any

Document = dict[str, Any]
MANY_OPTIONS = 35


def options(dice: Random, least: int = 2, **marks: bool) -> list[Document]:
    """Some, now and then so many that they are offered as a list to type into; `marks` may stand at the last one."""
    number = MANY_OPTIONS if dice.random() < 0.03 else dice.randint(least, 6)
    made: list[Document] = [{"key": f"o_{place}", "label": {"en": f"Option {place}"}} for place in range(1, number + 1)]
    return [*made, *({"key": f"o_{mark}", "label": {"en": mark}, mark: True} for mark, there in marks.items() if there)]


def either(dice: Random) -> bool:
    return dice.random() < 0.5


def maybe(dice: Random, **settings: Any) -> Document:
    """Each of these, or not."""
    return {name: value for name, value in settings.items() if either(dice)}


def choices(dice: Random) -> Document:
    made = {"options": options(dice, 3, other=either(dice), exclusive=either(dice))}
    return {**made, **maybe(dice, min=1, max=dice.randint(2, 4))}


def ranking(dice: Random) -> Document:
    offered = [{"key": f"o_{place}", "label": {"en": f"Option {place}"}} for place in range(1, dice.randint(3, 7))]
    return {"options": offered, **maybe(dice, places=dice.randint(1, 2))}


def likert(dice: Random) -> Document:
    statements = [{"key": f"o_{place}", "label": {"en": f"Statement {place}"}} for place in range(1, dice.randint(2, 5))]
    scale = [{"key": f"p_{place}", "label": {"en": f"Answer {place}"}} for place in range(1, dice.randint(3, 6))]
    return {"statements": statements, "scale": scale}


SETTINGS: dict[str, Callable[[Random], Document]] = {
    "text": lambda dice: maybe(dice, min=2, max=dice.choice((4, 40, 1000))),
    "long_text": lambda dice: maybe(dice, min=2, max=dice.choice((4, 40, 20_000)), rows=dice.randint(2, 9)),
    "person": lambda dice: maybe(dice, boxes="two", own=True),
    "phone": lambda dice: maybe(dice, region=dice.choice(("DE", "GB"))),
    "address": lambda dice: maybe(dice, country="DE", region=True),
    "number": lambda dice: maybe(dice, decimals=dice.randint(1, 3), min="-10", max="1000"),
    "money": lambda dice: maybe(dice, currency=dice.choice(("EUR", "JPY", "KWD")), min="1", max="1000"),
    "date": lambda dice: maybe(dice, min="1990-01-01", max="today"),
    "time": lambda dice: maybe(dice, min="08:00", max="20:00", step=15),
    "datetime": lambda dice: maybe(dice, min="1990-01-01", step=30),
    "choice": lambda dice: {"options": options(dice, other=either(dice))},
    "choices": choices,
    "rating": lambda dice: maybe(dice, steps=dice.randint(3, 10)),
    "likert": likert,
    "ranking": ranking,
    "signature": lambda dice: maybe(dice, typed=True),
    "file": lambda dice: maybe(dice, max=3, types=["pdf", "png"]),
    "picture": lambda dice: maybe(dice, max=2),
    "hidden": lambda dice: maybe(dice, default="nowhere"),
    "guidance": lambda dice: {"text": {"en": "Have **this** at hand."}},
    "group": lambda dice: maybe(dice, min=dice.randint(1, 2), max=dice.randint(2, 5), row={"en": "Child"}),
}
