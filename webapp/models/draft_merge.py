"""Two tabs, one draft: which of two answers to keep, question by question, knowing what the page had shown."""

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from webapp.kinds import Wrong
from webapp.kinds.group_field import GroupField
from webapp.kinds.group_rows import in_row
from webapp.kinds.rows import uid_of
from webapp.languages import _
from webapp.models.answer_inputs import PageInputs
from webapp.models.summary import NOT_PROVIDED

MINE, SAVED = "mine", "saved"


@dataclass(frozen=True, slots=True)
class Clash:
    """One question with two answers: what this page sent, and what was saved meanwhile, both in words."""

    uid: str
    question: str
    mine: str
    saved: str


def digest(raw: Any) -> str:
    """A short fingerprint of something typed; a text area comes back with other line breaks than it was given. Boxes
    that are all empty say the same as nothing."""
    if isinstance(raw, Mapping) and not any(raw.values()):
        raw = ""
    text = json.dumps(raw, sort_keys=True) if not isinstance(raw, str) else raw.replace("\r\n", "\n")
    return f"{zlib.crc32(text.encode('utf-8', 'surrogatepass')):08x}"


BLANK = digest("")


def seen(inputs: PageInputs) -> str:
    """What a page shows, as it travels with the page: "f_9x4c:1a2b3c4d f_b31d:…". Rows of groups are named too."""
    rows = (f"{row.name}:{BLANK}" for _group, field in inputs.groups for row in field.standing)
    return " ".join((*(f"{name}:{digest(raw)}" for name, raw in inputs.flat.items()), *rows))


def read_seen(sent: str) -> dict[str, str]:
    pairs = (part.partition(":") for part in sent.split())
    return {uid: fingerprint for uid, colon, fingerprint in pairs}


def merge(
    inputs: PageInputs, saved: Mapping[str, Any], seen_before: Mapping[str, str], chosen: Mapping[str, str]
) -> tuple[str, ...]:
    """Put saved answers into `inputs` where this page had not touched them; return the names that both had touched.

    `saved`: name → as saved. `chosen`: name → MINE or SAVED, what the person said when they were asked.
    """
    for _group, field in inputs.groups:
        merge_rows(field, seen_before)
    clashes = []
    for uid, mine in inputs.flat.items():
        control = inputs.control(uid)
        if control is not None and control.takes_files:
            continue  # what is uploaded in one tab is there in the other as well: nobody takes it back by an old page
        if "-" in uid and uid not in saved:
            continue  # a row that only this page has: nobody has said anything else about it
        theirs, before = saved.get(uid, ""), seen_before.get(uid, BLANK)
        untouched = digest(mine) == before
        if chosen.get(uid) == SAVED or (untouched and digest(theirs) != before):
            take(inputs, uid, theirs)
        elif digest(theirs) not in (before, digest(mine)):
            clashes.append(uid)
    return tuple(clashes)


def merge_rows(field: GroupField, seen_before: Mapping[str, str]) -> None:
    """A row that was removed on another page stays so, unless this page has touched it: then it is wanted here."""
    for row in [row for row in field.rows if row.is_posted]:
        is_touched = any(
            digest("" if one.raw is None else one.raw) != seen_before.get(one.name, BLANK)
            for one in row.fields.values()
            if one.kind.is_typed
        )
        if row.was_removed:
            row.is_removed = not is_touched
        elif not row.is_saved and row.name in seen_before and not is_touched:
            field.rows.remove(row)


def take(inputs: PageInputs, uid: str, raw: Any) -> None:
    """Have a field hold another answer than the one that was posted."""
    field: Any = inputs.control(uid)
    field.raw = raw
    field.data = field.drawn()


def clash(inputs: PageInputs, uid: str, saved: Any) -> Clash:
    """`uid`: the name of the control, which in the rows of a group is not the question's alone."""
    return Clash(uid, label_of(inputs, uid), in_words(inputs, uid, inputs.flat[uid]), in_words(inputs, uid, saved))


def label_of(inputs: PageInputs, name: str) -> str:
    """The question, and the row that it is asked in: "Child 2: Name"."""
    label = inputs.filling.asked[uid_of(name)].label
    rows = (row.title for _group, field in inputs.groups for row in field.standing if name.startswith(f"{row.name}-"))
    row = next(rows, "")
    return in_row(row, label) if row else label


def in_words(inputs: PageInputs, uid: str, raw: Any) -> str:
    """What was typed, as the person would say it; something not valid is shown as it was typed."""
    question = inputs.filling.definition.question(uid_of(uid))
    asked = inputs.filling.asked[uid_of(uid)]
    if question is None or raw in ("", None):
        return _(NOT_PROVIDED)
    try:
        value = question.kind.parse(asked, raw, inputs.today)
    except Wrong:
        return " ".join(str(part) for part in raw.values() if part) if isinstance(raw, dict) else str(raw)
    return _(NOT_PROVIDED) if value is None else question.kind.text(asked, value)
