"""Postcodes of the countries whose form is certain; everywhere else, what people write is taken as it is."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Postcode:
    """`form` is without spaces and dashes; `sign` stands before the last `tail` characters."""

    form: str
    example: str
    sign: str = ""
    tail: int = 0


_FOUR, _FIVE = "[0-9]{4}", "[0-9]{5}"
POSTCODES = {
    "AT": Postcode(_FOUR, "1010"),
    "AU": Postcode(_FOUR, "2000"),
    "BE": Postcode(_FOUR, "1000"),
    "CA": Postcode("[A-Z][0-9][A-Z][0-9][A-Z][0-9]", "K1A 0B1", " ", 3),
    "CH": Postcode(_FOUR, "3011"),
    "CZ": Postcode(_FIVE, "110 00", " ", 2),
    "DE": Postcode(_FIVE, "10115"),
    "DK": Postcode(_FOUR, "1050"),
    "ES": Postcode(_FIVE, "28013"),
    "FI": Postcode(_FIVE, "00100"),
    "FR": Postcode(_FIVE, "75004"),
    "GB": Postcode("[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}", "SW1A 1AA", " ", 3),
    "IT": Postcode(_FIVE, "00184"),
    "LI": Postcode(_FOUR, "9490"),
    "LU": Postcode(_FOUR, "1111"),
    "NL": Postcode("[1-9][0-9]{3}[A-Z]{2}", "1012 JS", " ", 2),
    "NO": Postcode(_FOUR, "0150"),
    "PL": Postcode(_FIVE, "00-950", "-", 3),
    "PT": Postcode("[0-9]{7}", "1100-148", "-", 3),
    "SE": Postcode(_FIVE, "111 29", " ", 2),
    "SK": Postcode(_FIVE, "811 01", " ", 2),
    "US": Postcode("[0-9]{5}([0-9]{4})?", "20500"),
}
_BETWEEN = re.compile(r"[\s\-]")


def normal(country: str, typed: str) -> str:
    """A postcode as its country writes it; "" where it cannot be one."""
    known = POSTCODES.get(country)
    if known is None:
        return typed
    bare = _BETWEEN.sub("", typed).upper()
    if not re.fullmatch(known.form, bare):
        return ""
    if country == "US" and len(bare) == 9:
        return f"{bare[:5]}-{bare[5:]}"
    return f"{bare[: -known.tail]}{known.sign}{bare[-known.tail :]}" if known.tail else bare
