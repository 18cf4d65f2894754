"""The cells of a workbook as text, read by a process of its own.

A workbook of a few bytes can make its reader ask for any memory, and the reader then ends its whole process. This one has
so much memory and so much time and knows nothing of the portal, which goes on whatever becomes of it.
"""

import json
import re
import resource
import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

MOST_MEMORY = 512 << 20
MOST_SECONDS = 10
MOST_ROWS = 20_000
MOST_COLUMNS = 200
MOST_TEXT = 4_000_000
CANNOT_BE_READ = 3
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")

Tables = dict[str, list[list[str]]]


class Unread(Exception):
    """Nothing came of it. `is_large`: for it needs more than there is for it, not for being broken."""

    def __init__(self, *, is_large: bool) -> None:
        super().__init__(is_large)
        self.is_large = is_large


def tables_of(data: bytes, wanted: Sequence[str]) -> Tables:
    """The sheets of these names that there are, in lower case, each as rows of text. Raises Unread."""
    command = [sys.executable, "-I", __file__, *wanted]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=MOST_SECONDS, check=False)  # noqa: S603 - ours
    except subprocess.TimeoutExpired as error:
        raise Unread(is_large=True) from error
    if done.returncode != 0:
        raise Unread(is_large=done.returncode != CANNOT_BE_READ)
    tables: Tables = json.loads(done.stdout)
    return tables


def main(wanted: Sequence[str]) -> None:
    """In the other process: a workbook comes in, its tables go out."""
    for limit, most in ((resource.RLIMIT_CORE, 0), (resource.RLIMIT_CPU, MOST_SECONDS), (resource.RLIMIT_AS, MOST_MEMORY)):
        resource.setrlimit(limit, (most, most))
    data = BytesIO(sys.stdin.buffer.read())
    try:
        book = CalamineWorkbook.from_filelike(data)
        names = {name.strip().lower(): name for name in book.sheet_names}
        tables = {name: list(rows_in(book, names[name])) for name in wanted if name in names}
    except (CalamineError, OSError, ValueError):
        sys.exit(CANNOT_BE_READ)
    if sum(len(text) for rows in tables.values() for row in rows for text in row) > MOST_TEXT:
        sys.exit(1)
    sys.stdout.write(json.dumps(tables))


def rows_in(book: CalamineWorkbook, name: str) -> Iterator[list[str]]:
    table = book.get_sheet_by_name(name).to_python(skip_empty_area=False, nrows=MOST_ROWS + 1)
    return ([text_of(cell) for cell in line[:MOST_COLUMNS]] for line in table)


def text_of(cell: Any) -> str:
    """What the spreadsheet shows: 3 and not 3.0, TRUE and not True."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 10**15:
        return str(int(cell))
    if isinstance(cell, date | datetime | time):
        return cell.isoformat()
    return _UNSTORABLE.sub("", str(cell)).strip()


if __name__ == "__main__":
    main(sys.argv[1:])
