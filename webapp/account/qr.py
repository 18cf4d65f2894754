"""A QR code as the path of a drawing: page and policy forbid inline styles, so the page draws it."""

from collections.abc import Iterable
from importlib import import_module
from itertools import groupby
from typing import NamedTuple

# Light modules around the code, which scanners need.
QUIET = 4


class Drawing(NamedTuple):
    """`size` is the side of the square in modules, `path` what is dark in it."""

    size: int
    path: str


def drawing(text: str) -> Drawing:
    """The library is loaded with the first code that is drawn: few people ever see one."""
    matrix = import_module("segno").make(text, error="m", micro=False).matrix
    return Drawing(len(matrix) + 2 * QUIET, "".join(bars(row, y + QUIET) for y, row in enumerate(matrix)))


def bars(row: Iterable[int], y: int) -> str:
    """The dark stretches of one row."""
    place, found = QUIET, ""
    for is_dark, run in groupby(row):
        length = len(list(run))
        if is_dark:
            found += f"M{place} {y}h{length}v1h-{length}z"
        place += length
    return found
