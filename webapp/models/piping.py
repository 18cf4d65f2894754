"""Piping: `{{q:f_9x4c}}` in an author's words stands for the answer to an earlier question. Found by us, never executed."""

import re
from collections.abc import Callable, Iterator

# uid → the answer in words.
Said = Callable[[str], str]
OPENING = "{{q:"
LONGEST = 200
UNKNOWN = "…"
_PIPE = re.compile(r"\{\{q:(f_[a-z0-9_]{1,18})\}\}")
_MARKS = re.compile(r"([!-/:-@\[-`{-~])")


def pipes_in(text: str) -> Iterator[str]:
    """The questions whose answers a text repeats."""
    return (found[1] for found in _PIPE.finditer(text)) if OPENING in text else iter(())


def piped(text: str, said: Said) -> str:
    """A text with the answers in their places. What an answer holds is not looked through again."""
    return _PIPE.sub(lambda found: said(found[1]), text) if OPENING in text else text


def unanswered(_uid: str) -> str:
    """Where no answer is known: the heading of a column, a page before its time."""
    return UNKNOWN


def in_markdown(said: Said) -> Said:
    """Answers that stand in Markdown as nothing but text: no heading, link or emphasis of theirs."""
    return lambda uid: _MARKS.sub(r"\\\1", said(uid))


def in_short(text: str) -> str:
    """An answer as a part of a sentence: one line, and not endless."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST].rstrip()}{UNKNOWN}"


def renamed(text: str, names: Callable[[str], str]) -> str:
    """The same text with other names of questions."""
    return _PIPE.sub(lambda found: f"{OPENING}{names(found[1])}}}}}", text) if OPENING in text else text
