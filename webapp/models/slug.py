"""Addresses made from titles: "Summer course 2027" → "summer-course-2027"."""

import re
from collections.abc import Set

from webapp.models.user import folded

LONGEST = 60


def slug_of(title: str) -> str:
    """Kebab-case; "form" when nothing of the title can stand in an address."""
    words = re.findall(r"[a-z0-9]+", folded(title))
    return "-".join(words)[:LONGEST].strip("-") or "form"


def free_slug(wanted: str, taken: Set[str]) -> str:
    """The wanted address, or the first free one of wanted-2, wanted-3 …"""
    if wanted not in taken:
        return wanted
    number = 2
    while (slug := f"{wanted[: LONGEST - len(str(number)) - 1]}-{number}") in taken:
        number += 1
    return slug
