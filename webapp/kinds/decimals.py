"""Decimals as people write them: separators are understood only where they can mean one thing. For numbers and money."""

import re
from decimal import Decimal

from babel.numbers import format_decimal

from webapp.kinds.kind import Asked
from webapp.kinds.wording import subject
from webapp.kinds.wrong import Wrong
from webapp.languages import _, locale_of, nearest, ngettext

MOST_DECIMALS = 6
MOST_DIGITS = 15
# Languages that write 1234.5; the others write 1234,5.
_DOT_LANGUAGES = frozenset({"en", "ja", "zh", "ko", "th", "he", "hi", "ga", "mt", "cy", "ar"})
_SPACES = re.compile("[ \u00a0\u2007\u2009\u202f'’]")
_GROUPED_BY_SPACE = re.compile(r"[0-9]{1,3}( [0-9]{3})+([.,][0-9]+)?")
_GROUPED_BY_MARK = re.compile(
    r"[0-9]{1,3}(?P<group>[.,])[0-9]{3}(?:(?P=group)[0-9]{3})*(?:[.,](?P<decimals>[0-9]+))?",
)
_PLAIN = re.compile(r"[0-9]+([.,][0-9]+)?")
_COULD_BE_BOTH = re.compile(r"[1-9][0-9]{0,2}([.,])[0-9]{3}")


def exact(asked: Asked, text: str, decimals: int) -> Decimal:
    """The one number that a text can mean, with so many decimal places at most; else a sentence that says how to write it."""
    sign, digits = _signed(text)
    mark = decimal_mark(asked.locale)
    written = _understood(digits, mark, decimals) if len(digits) <= 40 else ""
    if written is None:
        whole_part, places = re.split("[.,]", digits)
        either = {"one": f"{whole_part}{places}", "other": f"{whole_part}{mark}{places}0"}
        raise Wrong(_("%(answer)s can be read in two ways: write %(one)s or %(other)s", answer=subject(asked), **either))
    if not written:
        example = f"1234{mark}5" if decimals else "1234"
        raise Wrong(_("%(answer)s must be a number, for example %(example)s", answer=subject(asked), example=example))
    fine = len(written.partition(".")[2].rstrip("0"))
    if fine > decimals:
        raise Wrong(_too_fine(subject(asked), decimals))
    if len(written.partition(".")[0].lstrip("0")) > MOST_DIGITS:
        raise Wrong(_("%(answer)s must have %(most)s digits or fewer", answer=subject(asked), most=MOST_DIGITS))
    return Decimal(sign + written)


def sorted_key(value: str) -> str:
    """Moved above zero and padded, so that text order is number order."""
    scaled = int(Decimal(value).scaleb(MOST_DECIMALS))
    return f"{scaled + 10 ** (MOST_DIGITS + MOST_DECIMALS):023d}"


def decimal_mark(locale: str) -> str:
    return "." if locale.partition("-")[0].partition("_")[0] in _DOT_LANGUAGES else ","


def _signed(text: str) -> tuple[str, str]:
    text = text.replace("\u2212", "-")
    sign = text[0] if text[0] in "+-" else ""
    return ("-" if sign == "-" else ""), _SPACES.sub(" ", text[len(sign) :].strip())


def _understood(digits: str, mark: str, decimals: int) -> str | None:
    """Plain digits with "." before decimals; "" for what is no number, None for what could be two.

    ASCII digits only. Python's own number parsing takes `1_000`, `٣`, `NaN`, `Infinity` and `1e999999`.
    """
    both = _COULD_BE_BOTH.fullmatch(digits)
    if both and both[1] != mark:
        # 1,234 where 1234.5 is written: a group, unless three decimals are allowed too.
        return None if decimals >= 3 else digits.replace(both[1], "")
    if _PLAIN.fullmatch(digits):
        return digits.replace(",", ".")
    if _GROUPED_BY_SPACE.fullmatch(digits):
        return digits.replace(" ", "").replace(",", ".")
    grouped = _GROUPED_BY_MARK.fullmatch(digits)
    if not grouped:
        return ""
    places = grouped["decimals"]
    if places is None:
        return digits.replace(grouped["group"], "")
    whole_part, used = digits[: -len(places) - 1], digits[-len(places) - 1]
    return f"{whole_part.replace(grouped['group'], '')}.{places}" if used != grouped["group"] else ""


def _too_fine(answer: str, decimals: int) -> str:
    if not decimals:
        return _("%(answer)s must be a whole number, without decimals", answer=answer)
    return ngettext(
        "%(answer)s must have %(num)s decimal place or fewer",
        "%(answer)s must have %(num)s decimal places or fewer",
        decimals,
        answer=answer,
    )


def grouped(value: str, locale: str) -> str:
    """1,234.5; 1.234,5; 1 234,5."""
    if decimal_mark(locale) == ".":
        return f"{Decimal(value):,f}"
    return format_decimal(Decimal(value), "#,##0.######", locale_of(nearest(locale)))
