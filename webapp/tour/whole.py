"""A kind of address part of our own: whole numbers of either sign, as long as a person could want them."""

from typing import Any

from werkzeug.exceptions import UnprocessableEntity
from werkzeug.routing import BaseConverter

# Python refuses to turn more than 4,300 digits into a number, or back; the sum may be a digit longer than its parts.
MOST_DIGITS = 4000


class Whole(BaseConverter):
    """`<whole:…>`. Flask's own `int` takes no sign, and in this portal it ends where row ids do, at 2^63."""

    regex = r"-?[0-9]+"

    def to_python(self, value: str) -> int:
        digits = len(value.lstrip("-"))
        if digits > MOST_DIGITS:
            # Not "no such address": the address is right, there is only too much of it.
            raise UnprocessableEntity(f"Numbers of up to {MOST_DIGITS:,} digits are added here. This one has {digits:,}.")
        return int(value)

    def to_url(self, value: Any) -> str:
        return str(int(value))
