"""The personal part of a line of the log as rows that people read; hidden from who may not see personal data."""

from typing import Any

from webapp.kinds.wording import upper_first
from webapp.languages import _, mark
from webapp.models.event_words import field_in_words
from webapp.models.masking import masked_name, masked_network

# Shown beside the line itself.
ELSEWHERE = frozenset({"actor", "target"})
HIDDEN = mark("hidden")


def masked(text: str) -> str:
    return masked_name(text) if " " in text else f"{text[:1]}…"


def rows_of(content: dict[str, Any] | None, *, is_masked: bool) -> list[tuple[str, str, str]]:
    """(label, old, new) for each thing noted; `old` is empty where nothing was there before. [] when blanked."""
    noted = sorted((name, value) for name, value in (content or {}).items() if name not in ELSEWHERE)
    return [row_of(name, value, is_masked) for name, value in noted if value not in ("", None)]


def row_of(name: str, value: Any, is_masked: bool) -> tuple[str, str, str]:
    label = upper_first(field_in_words(name))
    if isinstance(value, dict) and set(value) == {"old", "new"}:
        old, new = spoken(value["old"]), spoken(value["new"])
        return (label, _(HIDDEN), _(HIDDEN)) if is_masked else (label, old, new)
    if not is_masked:
        return label, "", spoken(value)
    return label, "", masked_network(str(value)) if name == "network" else _(HIDDEN)


def spoken(value: Any) -> str:
    """A value as text: nothing is "none", yes and no are words, a list is its parts."""
    if value is None or value == "":
        return _("none")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return ", ".join(str(part) for part in value) if isinstance(value, list) else str(value)
