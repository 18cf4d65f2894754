"""How an error names the question: "Enter your date of birth", "Date of birth must include a year"."""

import re
from typing import Protocol

_ASKS_FOR = re.compile(r"(?:what|which|who) (?:is|are|was|were) ((?:your|the|our) .+?)\s*\?", re.IGNORECASE)
_DETERMINED = ("your ", "the ", "a ", "an ", "our ", "my ", "this ", "these ", "any ", "all ")
_LONGEST = 80


class Named(Protocol):
    """What has a name in a sentence."""

    @property
    def label(self) -> str: ...

    @property
    def called(self) -> str: ...


def enter(asked: Named) -> str:
    """The sentence for an empty answer that is typed: "Enter your child's name"."""
    return _ask("Enter", asked)


def select(asked: Named) -> str:
    """The sentence for an empty answer that is picked: "Select your workshop"."""
    return _ask("Select", asked)


def subject(asked: Named) -> str:
    """The beginning of a sentence about an answer: "Date of birth" in "Date of birth must include a year"."""
    name = asked.called or _noun(asked.label)
    return upper_first(name) if name else f"Your answer to {quoted(asked.label)}"


def quoted(label: str) -> str:
    """A label inside a sentence, cut where it would drown the sentence."""
    label = _bare(label)
    return f"“{label}”" if len(label) <= _LONGEST else f"“{label[:_LONGEST].rstrip()}…”"


def joined(words: list[str], last: str = "and") -> str:
    """ "a", "a and b", "a, b and c"."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}" if words else ""


def upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]


def counted(number: int, one: str, many: str = "") -> str:
    """ "1 character", "80 characters"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _ask(verb: str, asked: Named) -> str:
    name = asked.called or _noun(asked.label)
    if not name:
        return f"{verb} an answer to {quoted(asked.label)}"
    if not asked.called:
        name = _lower_first(name)
        name = name if name.lower().startswith(_DETERMINED) else f"your {name}"
    return f"{verb} {name}"


def _noun(label: str) -> str:
    """The thing that a label asks for: the label itself, or what stands behind "What is …?"; "" for other questions."""
    found = _ASKS_FOR.fullmatch(label.strip())
    if found:
        return found[1]
    label = _bare(label)
    return "" if label.endswith("?") or len(label) > _LONGEST else label


def _bare(label: str) -> str:
    return label.strip().rstrip(":.… ")


def _lower_first(text: str) -> str:
    """Lower case for a common word; "IBAN", "VAT number" and "E 111" stay as they are."""
    word = text.split(maxsplit=1)[0] if text.split() else ""
    return text if (len(word) > 1 and word[1:] != word[1:].lower()) or len(word) == 1 else text[:1].lower() + text[1:]
