"""How an error names the question: "Enter your date of birth", "Date of birth must include a year"."""

import re
from typing import Protocol

from babel.lists import format_list

from webapp.languages import ENGLISH, _, locale_of, spoken

_ASKS_FOR = re.compile(r"(?:what|which|who) (?:is|are|was|were) ((?:your|the|our) .+?)\s*\?", re.IGNORECASE)
_DETERMINED = ("your ", "the ", "a ", "an ", "our ", "my ", "this ", "these ", "any ", "all ")
_THEIRS = ("their ", "his ", "her ")
_LONGEST = 80


class Named(Protocol):
    """What has a name in a sentence."""

    @property
    def label(self) -> str: ...

    @property
    def called(self) -> str: ...


def enter(asked: Named) -> str:
    """The sentence for an empty answer that is typed: "Enter your child's name"."""
    name = _named(asked)
    return f"Enter {name}" if name else _("Enter an answer to %(question)s", question=quoted(asked.label))


def select(asked: Named) -> str:
    """The sentence for an empty answer that is picked: "Select your workshop"."""
    name = _named(asked)
    return f"Select {name}" if name else _("Select an answer to %(question)s", question=quoted(asked.label))


def upload(asked: Named) -> str:
    """The sentence for an empty answer that is a file: "Upload your passport"."""
    name = _named(asked)
    return f"Upload {name}" if name else _("Upload a file for %(question)s", question=quoted(asked.label))


def subject(asked: Named) -> str:
    """The beginning of a sentence about an answer: "Date of birth" in "Date of birth must include a year"."""
    name = (asked.called or _noun(asked.label)) if spoken() == ENGLISH else ""
    return upper_first(name) if name else _("Your answer to %(question)s", question=quoted(asked.label))


def as_object(word: str) -> str:
    """The author's word inside a sentence: "child". Only English is known to begin a common noun with a small letter."""
    return _lower_first(word) if spoken() == ENGLISH else word


def of_a_row(label: str) -> str:
    """What errors call a question that is asked once for each of several: "the name", for it is nobody's in particular."""
    name = _lower_first(_noun(label))
    return name if not name or name.lower().startswith((*_DETERMINED, *_THEIRS)) else f"the {name}"


def quoted(label: str) -> str:
    """A label inside a sentence, cut where it would drown the sentence."""
    label = _bare(label)
    return _("“%(words)s”", words=label if len(label) <= _LONGEST else f"{label[:_LONGEST].rstrip()}…")


def joined(words: list[str], last: str = "and") -> str:
    """ "a", "a and b", "a, b and c"."""
    return str(format_list(words, "or" if last == "or" else "standard", locale_of(spoken())))


def upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]


def _named(asked: Named) -> str:
    """What a question asks for, as an object: only English has no cases, so the other languages quote the question."""
    if spoken() != ENGLISH:
        return ""
    name = asked.called or _noun(asked.label)
    if not name or asked.called:
        return name
    name = _lower_first(name)
    return name if name.lower().startswith(_DETERMINED) else f"your {name}"


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
