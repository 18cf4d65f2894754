"""What readers of the tour type."""

import re

from wtforms import StringField
from wtforms.validators import DataRequired, Length, Regexp, ValidationError

from webapp.inputs import Inputs, Text
from webapp.tour.seal import LONGEST
from webapp.tour.whole import MOST_DIGITS

COOKIE_SAFE = r"[A-Za-z0-9._~=-]*"


def check_word(inputs: Inputs, field: Text) -> None:
    """A lone `..` would lead the browser to another address."""
    if not re.search(r"\w", field.data or ""):
        raise ValidationError("Enter at least one letter or digit.")


class WordsInputs(Inputs):
    """The last part of an address; whoever wants a longer one can write it there."""

    words = Text("Words", [Length(max=200, message="Use 200 characters or fewer."), check_word])


def whole_number(which: str) -> tuple[Regexp, Length]:
    return (
        Regexp(r"-?[0-9]+\Z", message=f"Enter the {which} number in digits, for example -12."),
        Length(max=MOST_DIGITS, message=f"Use {MOST_DIGITS:,} characters or fewer for the {which} number."),
    )


class NumbersInputs(Inputs):
    """Two whole numbers, as digits with an optional minus."""

    first = Text("First number", whole_number("first"))
    second = Text("Second number", whole_number("second"))


class TextInputs(Inputs):
    """Anything at all, as it was typed."""

    text = StringField("Your text", [Length(max=200, message="Use 200 characters or fewer.")])


class NoteInputs(Inputs):
    """The words that go into the cookie."""

    note = Text("Note", [DataRequired("Enter a note."), Length(max=LONGEST, message=f"Use {LONGEST} characters or fewer.")])


class ValueInputs(Inputs):
    """The cookie's value, changed by hand."""

    value = StringField(
        "The cookie’s value",
        [
            Length(max=600, message="Use 600 characters or fewer."),
            Regexp(COOKIE_SAFE + r"\Z", message="Use letters, digits, dots, hyphens and underscores only."),
        ],
        description="Change a character, or two, then send it.",
    )


class EntryInputs(Inputs):
    """One line of the list."""

    entry = Text("Entry", [DataRequired("Enter some text."), Length(max=20, message="Use 20 characters or fewer.")])
