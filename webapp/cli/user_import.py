"""`lodge users import`: everybody of a list is invited, judged line by line as on the page for lists."""

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

import click

from webapp.cli.told import NOT_DONE, stop, tell_all
from webapp.cli.user_account import users
from webapp.cli.users import as_json
from webapp.jobs.inviting_people import AT_ONCE, invite_slice
from webapp.models.people_list import MOST_BYTES, Line, NoList, csv_of, judged, read_list
from webapp.models.person import Person
from webapp.site import sends_mail

# `users` with what this file adds to it.
__all__ = ["users"]
# What somebody has to mend in the list; who has an account or an invitation already needs nothing.
FAULTY = frozenset({"address", "role", "group", "refused"})


@users.command("import")
@click.argument("file", type=click.File("rb"))
@click.option("--dry-run", is_flag=True, help="Say what would become of each line, and invite nobody.")
@click.option("--result", type=click.Path(dir_okay=False, path_type=Path), help="Write what became of each line here, as CSV.")
@as_json
def import_(file: BinaryIO, dry_run: bool, result: Path | None, as_json: bool) -> None:
    """Invite everybody on the list FILE (- for standard input): CSV with the columns Email, Name, Role and Groups.

    The same file again invites nobody twice. Exit 1 also when a line is faulty; the others are invited all the same.
    """
    by = Person.command_line()
    lines = judged(read(file), by=by)
    if not dry_run:
        lines = invited(lines, by)
    if result is not None:
        result.write_text("".join(csv_of(lines)), encoding="utf-8", newline="")
    tell_all(map(told, lines), as_json=as_json)
    click.echo(in_sum(lines, dry_run), err=True)
    if any(line.verdict in FAULTY for line in lines):
        sys.exit(NOT_DONE)


def read(file: BinaryIO) -> list[Line]:
    try:
        return read_list(file.read(MOST_BYTES + 1))
    except NoList as why:
        stop(str(why))


def invited(lines: Sequence[Line], by: Person) -> list[Line]:
    """In slices, each in a transaction of its own: what was done before it was stopped stays done."""
    verdicts: list[str] = []
    with click.progressbar(length=len(lines), label="Inviting", file=sys.stderr) as bar:
        for start in range(0, len(lines), AT_ONCE):
            some = lines[start : start + AT_ONCE]
            invite_slice(some, by=by, note=verdicts.extend)
            bar.update(len(some))
    return [replace(line, verdict=verdict) for line, verdict in zip(lines, verdicts, strict=True)]


def told(line: Line) -> dict[str, Any]:
    return {"line": line.number, "email": line.email, "verdict": line.verdict, "result": line.in_words}


def in_sum(lines: Sequence[Line], is_dry: bool) -> str:
    well = sum(line.verdict in {"good", "sent"} for line in lines)
    what = "would be invited" if is_dry else "invited"
    waiting = "" if is_dry or not well or sends_mail() else " No mail server is set: the links wait in the outbox."
    return f"{well} {what}, {len(lines) - well} left out.{waiting}"
