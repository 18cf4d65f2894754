"""What the browser needs to show and hide a page's questions, and to work its totals out, while somebody answers.

It evaluates the document's own JSON (static/js/expressions.js). A page on which nothing hangs on its own answers needs none.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from babel.numbers import get_currency_precision

from webapp.kinds import KINDS
from webapp.kinds.computed import look_of, places_of
from webapp.kinds.decimals import decimal_mark
from webapp.kinds.money import currency_of, names_of
from webapp.kinds.reading import TODAY, plain
from webapp.kinds.text import DEFAULT_MAX
from webapp.models.calculation_checks import COMPUTED, is_number
from webapp.models.conditions import fields_of
from webapp.models.definition import AskedQuestion, Definition, Page, Question
from webapp.models.expressions import uids_of

# Kinds whose answers the browser reads off a page, and those of which a literal compares as it stands.
READ = frozenset({"text", "number", "money", "date", "choice", "choices", "yes_no", "consent"})
AS_THEY_ARE = READ | {"long_text", "email", "time", "datetime", "country"}


@dataclass(frozen=True, slots=True)
class Live:
    """The parts of a page that the browser follows: `shows` under a condition of this page, `totals` computed on it."""

    shows: frozenset[str]
    totals: frozenset[str]

    def __bool__(self) -> bool:
        return bool(self.shows or self.totals)


@lru_cache(maxsize=512)
def live(definition: Definition, page_uid: str) -> Live:
    page = definition.page(page_uid)
    here: dict[str, Question] = {}
    shows: set[str] = set()
    totals: set[str] = set()
    followed: set[str] = set()
    for question in page.items if page else ():
        asked = list(fields_of(question.show))
        reckoned = list(uids_of(definition.calc.get(question.uid)))
        is_followed = all(_is_known(uid, here, followed, definition) for uid in (*asked, *reckoned))
        if is_followed and any(uid in here for uid in asked):
            shows.add(question.uid)
        if is_followed and question.kind_name == COMPUTED and any(uid in here for uid in reckoned):
            totals.add(question.uid)
        if is_followed and question.kind_name in READ | {COMPUTED}:
            followed.add(question.uid)
        here |= {one.uid: one for one in (question, *question.items)}
    return Live(frozenset(shows), frozenset(totals))


def _is_known(uid: str, here: Mapping[str, Question], followed: set[str], definition: Definition) -> bool:
    """Whether the browser can tell an answer: read off the page, or given from a page before it."""
    kind = definition.kinds.get(uid, "")
    return uid in followed if uid in here else is_number(kind) or kind in AS_THEY_ARE or kind == COMPUTED


def page_data(
    definition: Definition, page: Page, asked: Mapping[str, AskedQuestion], answers: Mapping[str, Any], today: date, uids: Any
) -> dict[str, Any]:
    """As JSON for the page. `answers`: those that count, `uids`: what the server shows."""
    followed = live(definition, page.uid)
    documents = {item["uid"]: item for one in definition.document["pages"] for item in one.get("items", ())}
    expressions = {one["uid"]: one["expr"] for one in definition.document.get("calc", ())}
    here = frozenset(question.uid for question in page.items)
    parts: list[dict[str, Any]] = []
    spoken_of: set[str] = set()
    for question in page.items:
        part: dict[str, Any] = {"uid": question.uid, "show": None, "isShown": question.uid in uids}
        part["read"] = _reader(question, asked[question.uid], today)
        if question.uid in followed.shows:
            part["show"] = documents[question.uid]["show"]
            spoken_of.update(fields_of(question.show))
        if question.uid in followed.totals:
            part |= {"expr": expressions[question.uid], **_look(asked[question.uid])}
            spoken_of.update(uids_of(definition.calc[question.uid]))
        parts.append(part)
    earlier = {uid: _encoded(definition.kinds[uid], answers.get(uid)) for uid in sorted(spoken_of - here)}
    return {"parts": parts, "answers": earlier, "numbers": sorted(_numbers(definition, spoken_of | here))}


def _numbers(definition: Definition, uids: Any) -> Iterator[str]:
    return (uid for uid in uids if is_number(definition.kinds.get(uid, "")))


def _encoded(kind: str, value: Any) -> Any:
    """A value as conditions compare it; numbers as {"n": "12.5"}."""
    if isinstance(value, tuple):
        return [_encoded(kind, part) for part in value]
    return encoded(KINDS[kind].comparable(value))


def encoded(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [encoded(part) for part in value]
    is_int = isinstance(value, int) and not isinstance(value, bool)
    return {"n": plain(Decimal(value))} if isinstance(value, Decimal) or is_int else value


def _reader(question: Question, asked: AskedQuestion, today: date) -> dict[str, Any]:
    settings = asked.settings
    limits = {name: settings.get(name) for name in ("min", "max")}
    match question.kind_name:
        case "number":
            return {"as": "number", "mark": decimal_mark(asked.locale), "decimals": settings.get("decimals", 0), **limits}
        case "money":
            return {"as": "number", **amount_reader(asked), **limits}
        case "date":
            days = {name: today.isoformat() if limit == TODAY else limit for name, limit in limits.items()}
            return {"as": "date", **days}
        case "text":
            return {"as": "text", "max": settings.get("max", DEFAULT_MAX)}
    return {"as": question.kind_name if question.kind_name in READ else ""}


def amount_reader(asked: AskedQuestion) -> dict[str, Any]:
    """How an amount is read: a number, beside which the currency's signs may stand, the longest tried first."""
    code = currency_of(asked)
    names = sorted(names_of(code, asked.locale), key=lambda name: (-len(name), name))
    return {"mark": decimal_mark(asked.locale), "decimals": get_currency_precision(code), "names": names}


def _look(asked: AskedQuestion) -> dict[str, Any]:
    look = look_of(asked)
    how = {"before": look.before, "after": look.after, "mark": look.mark, "group": look.group, "places": look.places}
    return {"look": how, "places": places_of(asked.settings)}
