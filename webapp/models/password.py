"""Passwords: how they are stored, what is asked of a new one. Never trimmed, never cut, never logged."""

import unicodedata
from pathlib import Path

from werkzeug.security import check_password_hash, generate_password_hash
from zxcvbn import zxcvbn

from webapp.in_force import limits
from webapp.languages import _
from webapp.models.turns import in_turn

# OWASP's password storage cheat sheet, scrypt row N=2^15, r=8, p=3; Werkzeug's default (p=1) lies below it.
METHOD = "scrypt:32768:8:3"
# No stored password is longer; the setting for new ones ends here.
LONGEST = 256
# zxcvbn raises above this many characters; what follows cannot make a password weaker.
ADVISED_LENGTH = 72
COMMON = Path(__file__).with_name("common_passwords.txt")


def normal(password: str | None) -> str:
    """The one spelling of a password: NFC, so that two keyboards type the same one; nothing else is changed."""
    return unicodedata.normalize("NFC", password or "")


def make_hash(password: str) -> str:
    return in_turn(lambda: generate_password_hash(normal(password), method=METHOD))


def matches(stored: str | None, password: str) -> bool:
    """Compare; without a stored hash, or with a password that none can have, the same work is done for nothing."""
    password = normal(password)
    possible = stored is not None and len(password) <= LONGEST
    compared = stored if possible and stored else dummy()
    return in_turn(lambda: check_password_hash(compared, password[:LONGEST])) and possible


def dummy() -> str:
    """A hash by the current method that no password has."""
    return f"{METHOD}${'0' * 16}${'0' * 128}"


def is_outdated(stored: str) -> bool:
    """Whether a hash was made by an older method: then it is made again at log-in."""
    return not stored.startswith(f"{METHOD}$")


def problem_with(password: str, *, shortest: int, personal: tuple[str, ...] = ()) -> str | None:
    """What is wrong with a new password, as a sentence; None when it may be used. `personal`: words it must not be."""
    password, found = normal(password), limits()
    if not password:
        return _("Enter a password.")
    if "\x00" in password:
        return _("The password holds a character that cannot be typed. Enter a different one.")
    if len(password) < shortest:
        return _("Use %(least)s characters or more. Yours has %(length)s.", least=shortest, length=len(password))
    if len(password) > found.password_max_length:
        return _("Use %(most)s characters or fewer.", most=found.password_max_length)
    if password.casefold() in refused_words(personal):
        return _("Do not use your name, your email address or the name of this site as your password.")
    if password.casefold() in common():
        return _("This password is known to everybody who guesses passwords. Choose a different one.")
    if zxcvbn(password[:ADVISED_LENGTH], list(personal))["score"] < found.password_score:
        return _("This password is easy to guess. Use four words that do not belong together, or a suggested one.")
    return None


def refused_words(personal: tuple[str, ...]) -> set[str]:
    """Whole passwords that somebody who knows the person tries first, with and without their spaces."""
    words = {normal(word).casefold() for word in personal if word}
    words |= {word.partition("@")[0] for word in words}
    return words | {"".join(word.split()) for word in words}


def common() -> frozenset[str]:
    """The bundled list, read when the first new password is checked."""
    if not _common:
        lines = COMMON.read_text(encoding="utf-8").splitlines()
        _common.append(frozenset(line for line in lines if not line.startswith("# ")))
    return _common[0]


_common: list[frozenset[str]] = []
