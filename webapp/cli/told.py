"""How commands answer: plain lines or JSON on standard output, a sentence on standard error, and an exit code.

0 done · 1 not done, the reason stands on standard error · 2 wrong usage · 4 nobody has that address
"""

import json
import sys
from collections.abc import Iterable, Mapping
from typing import Any, NoReturn

import click

NOT_DONE, NOT_FOUND = 1, 4


def stop(sentence: str, code: int = NOT_DONE) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(code)


def tell_all(rows: Iterable[Mapping[str, Any]], *, as_json: bool) -> None:
    """Print rows as they come: a JSON array, or one line each with a tab between columns."""
    if not as_json:
        for row in rows:
            click.echo("\t".join(str("" if value is None else value) for value in row.values()))
        return
    separator = "["
    for row in rows:
        click.echo(separator + json.dumps(row, ensure_ascii=False), nl=False)
        separator = ",\n "
    click.echo("[]" if separator == "[" else "]")
