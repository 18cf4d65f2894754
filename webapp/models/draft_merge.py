"""Two tabs, one draft: which of two answers to keep, question by question, knowing what the page had shown."""

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from webapp.kinds import Wrong
from webapp.languages import _
from webapp.models.answer_inputs import PageInputs, asked_questions
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
    """A short fingerprint of something typed; a text area comes back with other line breaks than it was given."""
    text = json.dumps(raw, sort_keys=True) if not isinstance(raw, str) else raw.replace("\r\n", "\n")
    return f"{zlib.crc32(text.encode('utf-8', 'surrogatepass')):08x}"


BLANK = digest("")


def seen(inputs: PageInputs) -> str:
    """What a page shows, as it travels with the page: "f_9x4c:1a2b3c4d f_b31d:…"."""
    return " ".join(f"{uid}:{digest(raw)}" for uid, raw in inputs.raw.items())


def read_seen(sent: str) -> dict[str, str]:
    pairs = (part.partition(":") for part in sent.split())
    return {uid: fingerprint for uid, colon, fingerprint in pairs}


def merge(
    inputs: PageInputs, saved: Mapping[str, Any], seen_before: Mapping[str, str], chosen: Mapping[str, str]
) -> tuple[str, ...]:
    """Put saved answers into `inputs` where this page had not touched them; return the uids that both had touched.

    `chosen`: uid → MINE or SAVED, what the person said when they were asked.
    """
    clashes = []
    for uid, mine in inputs.raw.items():
        if inputs.controls[uid].takes_files:
            continue  # what is uploaded in one tab is there in the other as well: nobody takes it back by an old page
        theirs, before = saved.get(uid, ""), seen_before.get(uid, BLANK)
        untouched = digest(mine) == before
        if chosen.get(uid) == SAVED or (untouched and digest(theirs) != before):
            take(inputs, uid, theirs)
        elif digest(theirs) not in (before, digest(mine)):
            clashes.append(uid)
    return tuple(clashes)


def take(inputs: PageInputs, uid: str, raw: Any) -> None:
    """Have a field hold another answer than the one that was posted."""
    field: Any = inputs[uid]
    field.raw = raw
    field.data = field.drawn()


def clash(inputs: PageInputs, uid: str, saved: Any) -> Clash:
    mine = inputs.raw[uid]
    asked = asked_questions(inputs.filling.definition, inputs.filling.locale)[uid]
    return Clash(uid, asked.label, in_words(inputs, uid, mine), in_words(inputs, uid, saved))


def in_words(inputs: PageInputs, uid: str, raw: Any) -> str:
    """What was typed, as the person would say it; something not valid is shown as it was typed."""
    question = inputs.filling.definition.question(uid)
    asked = asked_questions(inputs.filling.definition, inputs.filling.locale)[uid]
    if question is None or raw in ("", None):
        return _(NOT_PROVIDED)
    try:
        value = question.kind.parse(asked, raw, inputs.today)
    except Wrong:
        return " ".join(str(part) for part in raw.values() if part) if isinstance(raw, dict) else str(raw)
    return _(NOT_PROVIDED) if value is None else question.kind.text(asked, value)
