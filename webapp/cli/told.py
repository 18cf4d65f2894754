"""How commands answer: plain lines or JSON on standard output, a sentence on standard error, and an exit code.

0 done · 1 not done, the reason stands on standard error · 2 wrong usage · 4 nobody has that address
"""

import json
import sys
from collections.abc import Iterable, Mapping
from typing import Any, NoReturn

import click

from webapp.inputs import cleaned, in_one_line

NOT_DONE, NOT_FOUND = 1, 4


def stop(sentence: str, code: int = NOT_DONE) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(code)


def tell_all(rows: Iterable[Mapping[str, Any]], *, as_json: bool) -> None:
    """Print rows as they come: a JSON array, or one line each with a tab between columns."""
    if not as_json:
        for row in rows:
            click.echo("\t".join(harmless(str("" if value is None else value)) for value in row.values()))
        return
    separator = "["
    for row in rows:
        click.echo(separator + harmless(json.dumps(row, ensure_ascii=False)), nl=False)
        separator = ",\n "
    click.echo("[]" if separator == "[" else "]")


def harmless(text: str) -> str:
    """What people wrote, without what a terminal obeys and without what would look like another column."""
    return text if text.isprintable() else "".join(one if one.isprintable() else json.dumps(one)[1:-1] for one in text)


def line_of(typed: str, most: int, *, called: str) -> str:
    """One line, cleaned as the pages do; stops where nothing is left or it is too long to be kept."""
    found = in_one_line(cleaned(typed)) or ""
    if not found:
        stop(f"A {called} is needed.")
    if len(found) > most:
        stop(f"The {called} has {most} characters at most.")
    return found
