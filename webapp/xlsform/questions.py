"""Types of questions in a workbook → kinds here, with their settings; what has no counterpart is said."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from webapp.kinds.options import MOST_OPTIONS
from webapp.languages import _, mark
from webapp.xlsform.conditions import decimal
from webapp.xlsform.names import keys_of
from webapp.xlsform.report import Report
from webapp.xlsform.tongues import Tongues
from webapp.xlsform.workbook import Row

LONGEST_LABEL = 500
LONGEST_HINT = 2_000
LONGEST_PARAMETERS = 500
OTHER = "other"
PLAIN = {
    "text": "text",
    "string": "text",
    "barcode": "text",
    "integer": "number",
    "int": "number",
    "decimal": "number",
    "range": "number",
    "date": "date",
    "time": "time",
    "datetime": "datetime",
    "note": "guidance",
    "acknowledge": "consent",
    "trigger": "consent",
    "email": "email",
    "tel": "phone",
    "phone": "phone",
    "url": "url",
    "country": "country",
    "image": "picture",
    "photo": "picture",
    "file": "file",
    "hidden": "hidden",
    "calculate": "computed",
}
# What a device notes by itself: Lodge keeps who sent what and when.
NOTED = frozenset(
    (
        *("start", "end", "today", "deviceid", "subscriberid", "simserial", "phonenumber", "username"),
        *("audit", "start-geopoint", "imei", "background-audio", "background-geopoint"),
    )
)
BEYOND = {
    "geopoint": mark("Places on a map cannot be asked for."),
    "geotrace": mark("Places on a map cannot be asked for."),
    "geoshape": mark("Places on a map cannot be asked for."),
    "audio": mark("Recordings cannot be made here. Ask for a file instead."),
    "video": mark("Recordings cannot be made here. Ask for a file instead."),
}
_SELECT = re.compile(
    r"(select[_ ](?:one|multiple)|select all that apply|rank)\s+(?:from\s+)?(\S+)(\s+or[_ ](?:specify[_ ])?other)?",
    re.IGNORECASE,
)
_TAGS = re.compile(r"</?[a-z][^>]*>", re.I)


@dataclass(slots=True)
class Choices:
    """The sheet `choices`: list → its rows; which lists are filtered row by row is not carried over."""

    rows: list[Row]
    tongues: Tongues
    lists: dict[str, list[Row]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for row in self.rows:
            self.lists.setdefault(row["list_name"], []).append(row)

    def options(self, name: str, row: Row, report: Report) -> tuple[list[dict[str, Any]], dict[str, str]]:
        """(options, name of option → key) of a list; what it has too many of is said."""
        rows = list({one["name"]: one for one in reversed(self.lists.get(name, [])) if one["name"]}.values())[::-1]
        if len(rows) > MOST_OPTIONS:
            few = _("Only the first %(most)s of %(number)s options are carried over.", most=MOST_OPTIONS, number=len(rows))
            report.left_out(row.number, row["name"], few)
        keys = keys_of(one["name"] for one in rows[:MOST_OPTIONS])
        own = self.tongues.own
        options = [
            {"key": keys[one["name"]], "label": self.tongues.words(one, "label", 300) or {own: one["name"][:300]}}
            for one in rows[:MOST_OPTIONS]
        ]
        return options, keys


def kind_of(row: Row, choices: Choices, report: Report) -> tuple[dict[str, Any], dict[str, str]] | None:
    """(item with kind and settings, keys of its options); None for what is not carried over, which is said."""
    written = " ".join(row["type"].split())
    select = _SELECT.fullmatch(written)
    if select:
        return _select(select, row, choices, report)
    name = written.lower().replace(" ", "")
    if name in NOTED:
        report.changed(row.number, row["name"], _("Left to Lodge, which keeps by itself who sent something and when."))
        return None
    kind = PLAIN.get(name, "")
    if not kind:
        report.left_out(row.number, row["name"], no_kind(written, name))
        return None
    return {"kind": kind, **settings_of(kind, name, row, report)}, {}


def no_kind(written: str, name: str) -> str:
    """Why there is nothing that asks this."""
    if "file" in name or "external" in name:
        return _("Its options lie in a file beside the workbook.")
    if name in BEYOND:
        return _(BEYOND[name])
    return _("There is no kind of question for the type “%(type)s”.", type=written[:80])


def _select(select: re.Match[str], row: Row, choices: Choices, report: Report) -> tuple[dict[str, Any], dict[str, str]] | None:
    list_name = select[2]
    options, keys = choices.options(list_name, row, report)
    if not options:
        report.left_out(
            row.number, row["name"], _("Its list of options, “%(list)s”, is not in the workbook.", list=list_name[:80])
        )
        return None
    if select[3]:
        other_key = OTHER if OTHER not in keys.values() else f"{OTHER}_"
        options.append({"key": other_key, "label": {choices.tongues.own: _("Other")}, "other": True})
        keys = {**keys, "other": other_key}
    if row["choice_filter"]:
        report.changed(
            row.number, row["name"], _("All its options are always offered: they cannot be filtered by another answer.")
        )
    said = select[1].lower()
    kind = "ranking" if said == "rank" else "choice" if said.endswith("one") else "choices"
    return {"kind": kind, "options": options}, keys


def settings_of(kind: str, name: str, row: Row, report: Report) -> dict[str, Any]:
    """What the type itself, its parameters and its look say about the kind's settings."""
    looks = row["appearance"].lower().split()
    if kind == "number":
        return _number(name, parameters(row["parameters"]))
    if kind == "text" and name == "barcode":
        report.changed(row.number, row["name"], _("A code is typed here: nothing scans it."))
    if kind == "text" and ("multiline" in looks or any(one.startswith("multi") for one in looks)):
        return {"kind": "long_text"}
    if kind == "picture" and {"signature", "draw", "annotate"} & set(looks):
        return {"kind": "signature"} if "signature" in looks else {}
    return {}


def _number(name: str, given: Mapping[str, str]) -> dict[str, Any]:
    if name == "range":
        bounds = {"min": decimal(given.get("start", "0")), "max": decimal(given.get("end", "10"))}
        places = max(len(decimal(given.get(part, "1")).partition(".")[2]) for part in ("start", "end", "step"))
        return {**bounds, **({"decimals": min(places, 6)} if places else {})}
    return {"decimals": 6} if name == "decimal" else {}


def parameters(text: str) -> dict[str, str]:
    """ "start=0 end=10 step=0.5"; commas and semicolons part as well."""
    pairs = (
        part.partition("=") for part in re.split(r"[\s,;]+", re.sub(r"\s*=\s*", "=", text[:LONGEST_PARAMETERS])) if "=" in part
    )
    return {name.lower(): value for name, _sign, value in pairs}


def plain_text(words: Mapping[str, str]) -> dict[str, str]:
    """Texts without the tags that some workbooks carry."""
    return {code: " ".join(_TAGS.sub("", text).split(" ")) for code, text in words.items()}
