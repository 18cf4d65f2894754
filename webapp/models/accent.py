"""The organisation's colour: accepted only where everybody can read what is written in it."""

import re

from webapp.languages import _

DEFAULT = "#1F5A45"
PAPER, WHITE = "#FBFAF7", "#FFFFFF"
# WCAG 2.2, 1.4.3 Contrast (Minimum), level AA for text.
LOWEST = 4.5
HEX = re.compile(r"#?([0-9a-fA-F]{6})")


def check_accent(typed: str) -> str:
    """`#RRGGBB` in capitals; raises ValueError for what is no colour or too pale to read."""
    found = HEX.fullmatch(typed.strip())
    if found is None:
        raise ValueError(_("Enter a colour as # and six digits from 0 to F, for example %(colour)s.", colour=DEFAULT))
    accent = f"#{found[1].upper()}"
    ratio = min(contrast(accent, PAPER), contrast(accent, WHITE))
    if ratio < LOWEST:
        raise ValueError(
            _(
                "This colour is too pale: links and buttons would have a contrast of %(ratio)s to 1, "
                "and %(least)s is the least that everybody can read. Choose a darker one.",
                ratio=f"{ratio:.1f}",
                least=LOWEST,
            )
        )
    return accent


def contrast(one: str, other: str) -> float:
    """WCAG's contrast ratio of two colours `#RRGGBB`, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """WCAG's relative luminance, from 0 (black) to 1 (white)."""
    red, green, blue = (linear(int(colour[start : start + 2], 16) / 255) for start in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
