"""What a macro is told besides the field: how wide, which keyboard, how many rows."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Drawing:
    """The defaults draw a plain line of text. `width` counts characters, `empty` is a select's line for no choice.

    `prefix` and `suffix` stand at a line of text, `low` and `high` at the ends of a scale; a select that `is_searched` is long.
    """

    type: str = "text"
    inputmode: str | None = None
    autocomplete: str | None = None
    width: int | None = None
    rows: int = 5
    empty: str | None = None
    text: str = ""
    prefix: str | None = None
    suffix: str | None = None
    is_searched: bool = False
    low: str = ""
    high: str = ""
