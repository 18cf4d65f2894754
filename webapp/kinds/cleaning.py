"""What typed text looks like once it is clean: NFC, no control characters, and blank when nothing of it can be seen."""

import re
import unicodedata

UNREADABLE = "\ufffd"
_BROKEN = re.compile("[\x00\ud800-\udfff]")
_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x01-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
# Tells visible text from format characters (U+200B, U+FEFF, bidi marks …), which are no answer by themselves.
_UNSEEN = frozenset({"Cf", "Cc", "Zs", "Zl", "Zp", "Mn"})


def storable(text: str) -> str:
    """Text that both databases can keep: what no one can read becomes U+FFFD, which `parse` refuses later."""
    return text if text.isascii() and "\x00" not in text else _BROKEN.sub(UNREADABLE, text)


def lines(text: str) -> str:
    """Several lines: one kind of line break, no control characters, NFC, trimmed; "" when nothing can be seen."""
    text = _CONTROLS.sub("", _BREAKS.sub("\n", unicodedata.normalize("NFC", storable(text)))).strip()
    return text if is_seen(text) else ""


def line(text: str) -> str:
    """One line: as `lines`, with every line break and tab made a space."""
    return lines(text).replace("\n", " ").replace("\t", " ")


def is_seen(text: str) -> bool:
    """Whether at least one character leaves a mark on the page."""
    return (text.isascii() and text.strip() != "") or any(unicodedata.category(sign) not in _UNSEEN for sign in text)


def key(text: str) -> str:
    """Order-preserving text for `answer_key`: compatibility-folded, lower case, at most 64 characters."""
    return unicodedata.normalize("NFKC", text).casefold()[:64]
