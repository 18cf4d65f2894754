"""What somebody types who answers a question as it is meant: the pairs that their browser sends, and the answer it makes."""

import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

from webapp.kinds.file import Staged

Pairs = list[tuple[str, Any]]
Typed = tuple[Pairs, Any]
# The answer is whatever the kind makes of it.
UNKNOWN: Any = object()
WORDS = (
    "Ada", "Zoe\u0308", "O'Brien;--", "=1+1", "@cmd", "-5", '"quoted", twice', "王芳", "\U0001f469\u200d\U0001f680", "a\tb",
    "<b>bold</b>", "{{ 7*7 }}", "%s %(x)s", "\\N{BULLET}", "ﬁ", "İstanbul", "ß", "null", "true", "0", "´", "\u202eleft", "&amp;",
    "C:\\temp", "“”",
)  # fmt: skip


def text(item: Mapping[str, Any], name: str, dice: Random) -> Typed:
    least, most = item.get("min", 1), item.get("max", 255)
    said = unicodedata.normalize("NFC", " ".join(dice.choices(WORDS, k=dice.randint(1, 4)))).replace("\t", " ")
    said = said[:most].strip()
    said += "x" * (least - len(said))
    return [(name, f"  {said} ")], said


def number(item: Mapping[str, Any], name: str, dice: Random) -> Typed:
    said = str(dice.randint(1, 999))
    if item.get("decimals") and dice.random() < 0.5:
        said += f".{dice.randint(1, 9)}"
    return [(name, said)], said


def day(dice: Random) -> date:
    return date(1990, 1, 1) + timedelta(days=dice.randint(0, 13_000))


def dated(item: Mapping[str, Any], name: str, dice: Random) -> Typed:
    chosen = day(dice)
    boxes = [(f"{name}-{part}", str(getattr(chosen, part))) for part in ("day", "month", "year")]
    return boxes, chosen.isoformat()


def moment(item: Mapping[str, Any], name: str, dice: Random) -> Typed:
    clock = f"{dice.randint(8, 19):02}:{dice.choice(('00', '30'))}"
    boxes, chosen = dated(item, name, dice)
    return [*boxes, (f"{name}-time", clock)], f"{chosen}T{clock}"


def clock(item: Mapping[str, Any], name: str, dice: Random) -> Typed:
    said = f"{dice.randint(8, 19):02}:{dice.choice(('00', '15', '45'))}"
    return [(name, said)], said


def plain(item: Mapping[str, Any]) -> list[str]:
    return [one["key"] for one in item["options"] if not one.get("other") and not one.get("exclusive")]


def choice(item: Mapping[str, Any], name: str, dice: Random) -> Typed:
    if any(one.get("other") for one in item["options"]) and dice.random() < 0.3:
        return [(name, "o_other"), (f"{name}-other", "Something")], UNKNOWN
    key = dice.choice(plain(item))
    return [(name, key), (f"{name}-other", "")], key


def choices(item: Mapping[str, Any], name: str, dice: Random) -> Typed:
    offered = plain(item)
    some = dice.sample(offered, dice.randint(item.get("min", 1), min(len(offered), item.get("max", 9))))
    return [(name, key) for key in some], [key for key in offered if key in some]


def ranking(item: Mapping[str, Any], name: str, dice: Random) -> Typed:
    keys = plain(item)
    ranked = dice.sample(keys, min(item.get("places", len(keys)), len(keys)))
    return [(f"{name}-{key}", str(place)) for place, key in enumerate(ranked, 1)], ranked


def likert(item: Mapping[str, Any], name: str, dice: Random) -> Typed:
    points = [point["key"] for point in item["scale"]]
    given = {row["key"]: dice.choice(points) for row in item["statements"]}
    return [(f"{name}-{row}", point) for row, point in given.items()], given


def signature(item: Mapping[str, Any], name: str, dice: Random) -> Typed:
    if item.get("typed") or dice.random() < 0.5:
        return [(name, "Ada Example"), (f"{name}-strokes", "")], {"name": "Ada Example"}
    points = [dice.randint(0, 99) for _ in range(40)]
    return [(name, ""), (f"{name}-strokes", " ".join(map(str, points)))], {"strokes": [points]}


def person(item: Mapping[str, Any], name: str, dice: Random) -> Typed:
    if item.get("boxes") == "two":
        return [(f"{name}-given", "Ada"), (f"{name}-family", "King")], {"given": "Ada", "family": "King"}
    return [(name, "Ada King")], {"name": "Ada King"}


def address(item: Mapping[str, Any], name: str, dice: Random) -> Typed:
    said = {"line1": "1 High St", "town": "Faro", "postcode": "8000-138", "country": "PT"}
    return [(f"{name}-{part}", one) for part, one in said.items()], said


def files(item: Mapping[str, Any], name: str, dice: Random) -> Typed:
    id_ = f"{dice.getrandbits(128):032x}"
    staged = Staged(f"{id_[:8]}-{id_[8:12]}-{id_[12:16]}-{id_[16:20]}-{id_[20:]}", "a.png", 120, "image/png", "0" * 64)
    return [(name, staged)], UNKNOWN


def rating(item: Mapping[str, Any], name: str, dice: Random) -> Typed:
    said = dice.randint(1, item.get("steps", 5))
    return [(name, str(said))], said


def yes_no(item: Mapping[str, Any], name: str, dice: Random) -> Typed:
    said = dice.random() < 0.5
    return [(name, "yes" if said else "no")], said


ANSWERS: dict[str, Callable[[Mapping[str, Any], str, Random], Typed]] = {
    "text": text,
    "long_text": text,
    "hidden": lambda item, name, dice: ([(name, "flyer")], "flyer"),
    "person": person,
    "email": lambda item, name, dice: ([(name, "ada@example.org")], "ada@example.org"),
    "phone": lambda item, name, dice: ([(name, "+44 20 7946 0018")], "+442079460018"),
    "url": lambda item, name, dice: ([(name, "https://example.org/a?b=c")], "https://example.org/a?b=c"),
    "country": lambda item, name, dice: ([(name, "PT")], "PT"),
    "address": address,
    "number": number,
    "money": number,
    "date": dated,
    "time": clock,
    "datetime": moment,
    "yes_no": yes_no,
    "choice": choice,
    "choices": choices,
    "rating": rating,
    "likert": likert,
    "ranking": ranking,
    "consent": lambda item, name, dice: ([(name, "yes")], True),
    "signature": signature,
    "file": files,
    "picture": files,
}
