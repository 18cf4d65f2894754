"""What differs between two versions of a legal page, line by line."""

from difflib import SequenceMatcher

from webapp.languages import _


def changes_between(old: str, new: str) -> list[dict[str, str]]:
    """As `components/differences.html` draws it: the place in the new text, what stood there, what stands there now."""
    before, after = lines_of(old), lines_of(new)
    found = SequenceMatcher(None, before, after).get_opcodes()
    return [
        {
            "question": _("Line %(number)s", number=start + 1),
            "old": "\n".join(before[begin:end]) or _("(nothing)"),
            "new": "\n".join(after[start:stop]) or _("(nothing)"),
        }
        for what, begin, end, start, stop in found
        if what != "equal"
    ]


def lines_of(text: str) -> list[str]:
    return [line for line in (line.strip() for line in text.splitlines()) if line]
