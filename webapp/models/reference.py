"""The reference number of a submission: random, easy to read out, and able to notice one slip of the pen."""

import re
import secrets
import unicodedata

from webapp.languages import _

# No I O Q U Z 0 1: they look or sound like others. 29 is prime, which makes the check character catch every slip.
SYMBOLS = "ABCDEFGHJKLMNPRSTVWXY23456789"
DIGITS = "23456789"
DIGIT_PLACES = (2, 5)
RANDOM_LENGTH = 8
_VALUES = {symbol: value for value, symbol in enumerate(SYMBOLS)}
_SEPARATORS = re.compile(r"[^0-9A-Z]")


class WrongReference(ValueError):
    """A reference that cannot be right. `sentence` says so without asking the database."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def new_reference() -> str:
    """Nine characters as stored: eight random ones, digits third and sixth so that no words appear, and the check."""
    places = range(RANDOM_LENGTH)
    drawn = "".join(secrets.choice(DIGITS if place in DIGIT_PLACES else SYMBOLS) for place in places)
    return drawn + check_character(drawn)


def check_character(drawn: str) -> str:
    """The character that makes the weighted sum (weights 1 to 9) a multiple of 29.

    Every weight has an inverse mod 29, so one wrong character changes the sum; neighbours' weights differ by one, so
    swapping them does too.
    """
    total = sum(weight * _VALUES[symbol] for weight, symbol in enumerate(drawn, 1))
    return SYMBOLS[-total * pow(RANDOM_LENGTH + 1, -1, len(SYMBOLS)) % len(SYMBOLS)]


def show_reference(stored: str) -> str:
    """XXXX-XXXX-C."""
    return f"{stored[:4]}-{stored[4:8]}-{stored[8:]}"


def read_reference(typed: str) -> str:
    """The stored form of a reference in any case, with spaces and hyphens, and with words before it."""
    text = _SEPARATORS.sub("", unicodedata.normalize("NFKC", typed[:500]).upper())[-RANDOM_LENGTH - 1 :]
    if len(text) <= RANDOM_LENGTH:
        raise WrongReference(_("Enter all 9 characters of the reference, for example AB3D-E7FG-B"))
    if any(symbol not in _VALUES for symbol in text) or not all(text[place] in DIGITS for place in DIGIT_PLACES):
        raise WrongReference(_("Check the reference: one character looks wrong"))
    if check_character(text[:-1]) != text[-1]:
        raise WrongReference(_("Check the reference: one character looks wrong"))
    return text
