"""What the browser needs to show and hide a page's questions, and to work its totals out, while somebody answers.

It evaluates the document's own JSON (static/js/expressions.js). A page on which nothing hangs on its own answers needs none.
"""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from babel.numbers import get_currency_precision

from webapp.kinds import KINDS
from webapp.kinds.computed import look_of, places_of
from webapp.kinds.decimals import decimal_mark
from webapp.kinds.money import currency_of, names_of
from webapp.kinds.options import LONGEST_OTHER, Option
from webapp.kinds.reading import TODAY, plain
from webapp.kinds.rows import rows_of
from webapp.kinds.text import DEFAULT_MAX
from webapp.models.calculation_checks import COMPUTED, is_number
from webapp.models.conditions import fields_of
from webapp.models.definition import AskedQuestion, Definition, Page, Question
from webapp.models.expressions import uids_of

# Kinds whose answers the browser reads off a page, and those of which a literal compares as it stands.
READ = frozenset({"text", "number", "money", "date", "choice", "choices", "yes_no", "consent"})
GROUP = "group"
FOLLOWED = READ | {COMPUTED, GROUP}
AS_THEY_ARE = READ | {"long_text", "email", "time", "datetime", "country", GROUP}


@dataclass(frozen=True, slots=True)
class Live:
    """The parts of a page that the browser follows: `shows` under a condition of this page, `totals` computed on it or
    needed there; what is asked in the rows of its groups too."""

    shows: frozenset[str]
    totals: frozenset[str]

    def __bool__(self) -> bool:
        return bool(self.shows or self.totals)


@dataclass(slots=True)
class _Found:
    """What is found on the way down a page: `here` stands above, of which `followed` is what the browser can tell."""

    definition: Definition
    shows: set[str] = field(default_factory=set)
    totals: set[str] = field(default_factory=set)
    # Computed from earlier pages alone: worked out only where something else on the page needs the browser.
    settled: set[str] = field(default_factory=set)
    here: set[str] = field(default_factory=set)
    followed: set[str] = field(default_factory=set)

    def take(self, question: Question) -> bool:
        """Whether the browser can tell all that this question hangs on."""
        asked = set(fields_of(question.show))
        reckoned = set(uids_of(self.definition.calc.get(question.uid)))
        is_followed = all(self._is_known(uid) for uid in asked | reckoned)
        if is_followed and asked & self.here:
            self.shows.add(question.uid)
        if is_followed and question.kind_name == COMPUTED and question.uid in self.definition.calc:
            (self.totals if reckoned & self.here else self.settled).add(question.uid)
        if is_followed and question.kind_name in FOLLOWED:
            self.followed.add(question.uid)
        self.here.add(question.uid)
        return is_followed

    def take_rows(self, group: Question, *, is_followed: bool) -> None:
        """Each looks at those before it in its row. Where nobody can tell whether the group is asked, nobody can tell from
        without what was answered in it."""
        for inner in group.items:
            self.take(inner)
        if not is_followed:
            self.followed.difference_update(inner.uid for inner in group.items)

    def _is_known(self, uid: str) -> bool:
        """Whether the browser can tell an answer: read off the page, or given from a page before it."""
        kind = self.definition.kinds.get(uid, "")
        return uid in self.followed if uid in self.here else is_number(kind) or kind in AS_THEY_ARE or kind == COMPUTED


@lru_cache(maxsize=512)
def live(definition: Definition, page_uid: str) -> Live:
    page, found = definition.page(page_uid), _Found(definition)
    for question in page.items if page else ():
        found.take_rows(question, is_followed=found.take(question))
    totals = found.totals | found.settled if found.shows or found.totals else found.totals
    return Live(frozenset(found.shows), frozenset(totals))


@dataclass(slots=True)
class PageData:
    """As JSON for the page. `answers`: those that count, `uids`: what the server shows, `rows`: row id → what it shows in
    each row, by group."""

    definition: Definition
    page: Page
    asked: Mapping[str, AskedQuestion]
    answers: Mapping[str, Any]
    today: date
    uids: Container[str]
    rows: Mapping[str, Mapping[str, Iterable[str]]]

    def document(self) -> dict[str, Any]:
        followed = live(self.definition, self.page.uid)
        parts = [self._part(question, followed) for question in self.page.items]
        here = {one.uid for question in self.page.items for one in (question, *question.items)}
        spoken_of = set(self._spoken_of(followed))
        earlier = {uid: _encoded(self.definition.kinds[uid], self.answers.get(uid)) for uid in sorted(spoken_of - here)}
        return {"parts": parts, "answers": earlier, "numbers": sorted(_numbers(self.definition, spoken_of | here))}

    def _part(self, question: Question, followed: Live) -> dict[str, Any]:
        uid, asked = question.uid, self.asked[question.uid]
        part: dict[str, Any] = {"uid": uid, "show": None, "isShown": uid in self.uids}
        part["read"] = _reader(question, asked, self.today)
        if uid in followed.shows:
            part["show"] = _documents(self.definition)[uid]["show"]
        if uid in followed.totals:
            part |= {"expr": _expressions(self.definition)[uid], **_look(asked)}
        if question.is_group:
            part["items"] = [self._part(inner, followed) for inner in question.items]
            part["rows"] = {row_id: sorted(shown) for row_id, shown in self.rows.get(uid, {}).items()}
        return part

    def _spoken_of(self, followed: Live) -> Iterator[str]:
        for uid in followed.shows:
            question = self.definition.question(uid)
            yield from fields_of(question.show if question else None)
        for uid in followed.totals:
            yield from uids_of(self.definition.calc[uid])


@lru_cache(maxsize=64)
def _documents(definition: Definition) -> Mapping[str, Mapping[str, Any]]:
    items = [item for page in definition.document["pages"] for item in page.get("items", ())]
    return {one["uid"]: one for item in items for one in (item, *item.get("items", ()))}


@lru_cache(maxsize=64)
def _expressions(definition: Definition) -> Mapping[str, Any]:
    return {one["uid"]: one["expr"] for one in definition.document.get("calc", ())}


def _numbers(definition: Definition, uids: Any) -> Iterator[str]:
    return (uid for uid in uids if is_number(definition.kinds.get(uid, "")))


def _encoded(kind: str, value: Any) -> Any:
    """A value as conditions compare it; numbers as {"n": "12.5"}. Rows are counted, so of each travels that it is there."""
    if kind == GROUP:
        return [{} for _row in rows_of(value)] or None
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
        case "choice" | "choices":
            return {"as": question.kind_name, **limits, **_options_reader(settings.get("options", ()))}
    return {"as": question.kind_name if question.kind_name in READ else ""}


def _options_reader(options: Iterable[Option]) -> dict[str, Any]:
    """`other`: behind which something has to be typed, `alone`: ticked with no other."""
    other = next((option.key for option in options if option.other), None)
    return {"other": other, "longest": LONGEST_OTHER, "alone": [option.key for option in options if option.exclusive]}


def amount_reader(asked: AskedQuestion) -> dict[str, Any]:
    """How an amount is read: a number, beside which the currency's signs may stand, the longest tried first."""
    code = currency_of(asked)
    names = sorted(names_of(code, asked.locale), key=lambda name: (-len(name), name))
    return {"mark": decimal_mark(asked.locale), "decimals": get_currency_precision(code), "names": names}


def _look(asked: AskedQuestion) -> dict[str, Any]:
    look = look_of(asked)
    how = {"before": look.before, "after": look.after, "mark": look.mark, "group": look.group, "places": look.places}
    return {"look": how, "places": places_of(asked.settings)}
