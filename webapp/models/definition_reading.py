"""The shape of a definition document: what may stand where, and within which limits. Reading gives its normal form."""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from typing import Any

from webapp.dates import number_in_words
from webapp.kinds import KINDS
from webapp.kinds.group_rows import DEFAULT_MAX
from webapp.kinds.reading import REQUIRED, Fields, Problems, flag, items, one_of, record, text, under, whole, words
from webapp.languages import _
from webapp.models.conditions import read_condition
from webapp.models.definition_settings import read_settings
from webapp.models.expression_reading import read_expression

SCHEMA = 1
GROUP = "group"
MOST_PAGES = 50
MOST_QUESTIONS = 300
MOST_BYTES = 2_000_000
# Comparisons and calculations each time that somebody's answers are looked at: a fraction of a second.
MOST_STEPS = 20_000
# Fits the column of its table.
UID = "{0}_[a-z0-9_]{{1,18}}"


def _uid(prefix: str) -> Any:
    return text(20, UID.format(prefix), f"{prefix}_7k2m")


COMMON: Fields = {
    "uid": (_uid("f"), REQUIRED),
    "kind": (one_of(*KINDS), REQUIRED),
    "label": (words(500), {}),
    "called": (words(100), {}),
    "hint": (words(2_000), {}),
    "required": (flag(), False),
    "pii": (one_of("none", "personal", "special"), "none"),
    "keep_days": (whole(1, 36_500), None),
    "indexed": (flag(), False),
    "prefill": (flag(), False),
    "show": (read_condition, None),
}
# What may stand in a row of a repeatable group: not another group, nor what an address fills in, for it names no row.
IN_ROWS = tuple(name for name, kind in KINDS.items() if name != GROUP and not kind.is_unseen)


def _item(value: Any, path: str, problems: Problems) -> dict[str, Any]:
    return _item_of(tuple(KINDS), value, path, problems)


def _inner_item(value: Any, path: str, problems: Problems) -> dict[str, Any]:
    return _item_of(IN_ROWS, value, path, problems)


_ITEM_READERS = {name: record({**COMMON, **KINDS[name].settings_fields}) for name in KINDS}
_ITEM_READERS[GROUP] = record({**COMMON, **KINDS[GROUP].settings_fields, "items": (items(_inner_item, MOST_QUESTIONS), [])})


def _item_of(allowed: tuple[str, ...], value: Any, path: str, problems: Problems) -> dict[str, Any]:
    name = value.get("kind") if isinstance(value, Mapping) else None
    if not isinstance(name, str) or name not in allowed:
        problems.append((under(path, "kind"), _("must be one of %(kinds)s", kinds=", ".join(allowed))))
        return {}
    item: dict[str, Any] = _ITEM_READERS[name](value, path, problems)
    KINDS[name].check(item, path, problems)
    return item


_PAGE = record(
    {
        "uid": (_uid("p"), REQUIRED),
        "title": (words(200), {}),
        "text": (words(10_000), {}),
        "show": (read_condition, None),
        "items": (items(_item, MOST_QUESTIONS), []),
    }
)
_RULE = record(
    {
        "uid": (_uid("r"), REQUIRED),
        "assert": (read_condition, REQUIRED),
        "at": (_uid("f"), REQUIRED),
        "message": (words(500), REQUIRED),
    }
)


_CALCULATION = record({"uid": (_uid("f"), REQUIRED), "expr": (read_expression, REQUIRED)})
_DOCUMENT = record(
    {
        "schema": (whole(SCHEMA, SCHEMA), REQUIRED),
        "title": (words(200), {}),
        "pages": (items(_PAGE, MOST_PAGES), []),
        "rules": (items(_RULE, 100), []),
        "calc": (items(_CALCULATION, MOST_QUESTIONS), []),
        "settings": (read_settings, {}),
    }
)


def read_document(document: Any, problems: Problems) -> dict[str, Any]:
    """The normal form of a document: NFC, defaults left out. Everything that is wrong goes to `problems`."""
    if isinstance(document, str | bytes):
        document = _from_json(document, problems)
        if problems:
            return {}
    clean: dict[str, Any] = _DOCUMENT(document, "", problems)
    if not problems:
        _unique(clean, problems)
        if _steps_of(clean) > MOST_STEPS:
            most = number_in_words(MOST_STEPS)
            problems.append(
                ("pages", _("must take %(most)s comparisons or fewer; in a group, each counts in every row", most=most))
            )
    return clean


def canonical(value: Any) -> str:
    """Canonical JSON: sorted keys, NFC, no white space; the same text for the same content on any machine."""
    written = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return unicodedata.normalize("NFC", written)


def _unique(clean: Mapping[str, Any], problems: Problems) -> None:
    seen: set[str] = set()
    places = [(f"pages[{at}]", page) for at, page in enumerate(clean.get("pages", []))]
    questions = [(f"{path}.items[{at}]", item) for path, page in places for at, item in enumerate(page.get("items", []))]
    questions += [(f"{path}.items[{at}]", item) for path, one in questions for at, item in enumerate(one.get("items", []))]
    places += questions
    places += [(f"rules[{at}]", rule) for at, rule in enumerate(clean.get("rules", []))]
    for path, part in places:
        if part["uid"] in seen:
            problems.append((f"{path}.uid", _("must not be %(uid)s, which stands elsewhere in the form", uid=part["uid"])))
        seen.add(part["uid"])
    twice = [uid for uid, times in Counter(one["uid"] for one in clean.get("calc", [])).items() if times > 1]
    problems += [("calc", _("must not calculate %(uid)s twice", uid=uid)) for uid in twice]
    if len(questions) > MOST_QUESTIONS:
        problems.append(("pages", _("must have %(most)s questions or fewer in all", most=MOST_QUESTIONS)))


def _steps_of(clean: Mapping[str, Any]) -> int:
    """How much there is to work out at the most, with every group as full as it can be."""
    items = [item for page in clean.get("pages", []) for item in page.get("items", [])]
    rows = {inner["uid"]: item.get("max", DEFAULT_MAX) for item in items for inner in item.get("items", [])}
    inside = [inner for item in items for inner in item.get("items", [])]
    shown = sum(_size(one.get("show")) * rows.get(one["uid"], 1) for one in (*clean.get("pages", []), *items, *inside))
    worked_out = sum(_size(one["expr"]) * rows.get(one["uid"], 1) for one in clean.get("calc", []))
    return shown + worked_out + sum(_size(one["assert"]) * rows.get(one["at"], 1) for one in clean.get("rules", []))


def _size(logic: Any) -> int:
    """The conditions, calculations and answers in a condition."""
    if isinstance(logic, Mapping):
        return 1 + sum(map(_size, logic.values()))
    return sum(map(_size, logic)) if isinstance(logic, list) else 0


def _from_json(document: str | bytes, problems: Problems) -> Any:
    """Strict JSON: no floats, NaN or repeated keys, no endless nesting or digits."""
    if len(document) > MOST_BYTES:
        problems.append(("", _("The document must be %(most)s bytes or fewer", most=number_in_words(MOST_BYTES))))
        return None
    try:
        return json.loads(
            document, object_pairs_hook=_once, parse_float=_no_float, parse_constant=_no_float, parse_int=_short_int
        )
    except RecursionError:
        problems.append(("", _("The document must not be nested so deeply")))
    except UnicodeDecodeError:
        problems.append(("", _("The document must be written in UTF-8")))
    except ValueError as wrong:
        problems.append(("", _("The document must be JSON: %(why)s", why=wrong)))
    return None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        name, _times = Counter(name for name, _value in pairs).most_common(1)[0]
        raise ValueError(_("“%(name)s” is given twice", name=name))
    return found


def _no_float(written: str) -> Any:
    raise ValueError(_('%(number)s must be in quotes, as text: "%(number)s"', number=written))


def _short_int(written: str) -> int:
    if not re.fullmatch(r"-?[0-9]{1,15}", written):
        raise ValueError(_("%(number)s… has too many digits", number=written[:20]))
    return int(written)
