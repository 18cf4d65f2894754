"""Questions for tests of kinds: a few words make one, and one call answers it."""

from datetime import date
from types import SimpleNamespace
from typing import Any

from werkzeug.datastructures import MultiDict

from webapp.kinds import KINDS, Wrong

TODAY = date(2026, 11, 21)


def asked(kind: str, label: str = "Name", required: bool = False, locale: str = "en", **more: Any) -> SimpleNamespace:
    settings = {name: value for name, value in more.items() if name not in {"called", "hint", "zone", "uid"}}
    return SimpleNamespace(
        uid=more.get("uid", "f_a"),
        label=label,
        hint=more.get("hint", ""),
        called=more.get("called", ""),
        required=required,
        locale=locale,
        language=locale,
        zone=more.get("zone", "UTC"),
        settings=KINDS[kind].localised(settings, lambda words: next(iter(words.values()), "")),
    )


def parsed(kind: str, raw: Any, **question: Any) -> Any:
    """The accepted value, or the sentence that refuses it."""
    try:
        return KINDS[kind].parse(asked(kind, **question), raw, TODAY)
    except Wrong as wrong:
        return wrong.sentence


def wrong_part(kind: str, raw: Any, **question: Any) -> str | None:
    try:
        KINDS[kind].parse(asked(kind, **question), raw, TODAY)
    except Wrong as wrong:
        return wrong.part
    return "nothing is wrong"


def typed(kind: str, *pairs: tuple[str, str]) -> Any:
    """What a kind reads from a posted form for the question f_a."""
    return KINDS[kind].typed(MultiDict(pairs), "f_a")


def points(*labels: str) -> list[dict[str, Any]]:
    """Answers p_1, p_2 … of a scale."""
    return [{"key": f"p_{place}", "label": {"en": label}} for place, label in enumerate(labels, 1)]


def options(*labels: str, **marks: str) -> list[dict[str, Any]]:
    """Options o_1, o_2 …; `other="Else"` and `exclusive="None"` add marked ones."""
    plain = [{"key": f"o_{place}", "label": {"en": label}} for place, label in enumerate(labels, 1)]
    return plain + [{"key": f"o_{mark}", "label": {"en": label}, mark: True} for mark, label in marks.items()]
