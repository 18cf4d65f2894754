"""`lodge submissions`: what people sent, out of the portal as a file."""

import sys
from collections.abc import Callable, Iterator

import click
from flask import current_app
from flask.cli import AppGroup
from sqlalchemy import select

from webapp.database import read, writing
from webapp.extensions import db
from webapp.models.event import Event
from webapp.models.form import Form
from webapp.models.person import Person
from webapp.models.submission_export import SubmissionTable, csv_lines, json_lines

FORMATS: dict[str, Callable[[SubmissionTable], Iterator[str]]] = {"csv": csv_lines, "json": json_lines}

submissions = AppGroup("submissions", help="Take out what people sent.")


@submissions.command("export")
@click.argument("slug")
@click.option("--format", "wanted", type=click.Choice(sorted(FORMATS)), default="csv", show_default=True)
@click.option("--status", default="", help="Only those with this status, by its key.")
def export(slug: str, wanted: str, status: str) -> None:
    """Write the submissions of the form at SLUG to standard output.

    CSV is one row a submission, for a spreadsheet; JSON is one array, answers by the questions' ids. Exit 1: there is
    no such form.
    """
    form_id = read(select(Form.id).where(Form.slug == slug)).scalar()
    if form_id is None:
        click.echo(f"No form has the address {slug}. `lodge forms list` shows them.", err=True)
        sys.exit(1)
    with writing():
        form = db.session.get_one(Form, form_id)
        detail = {"form": form.title, "format": wanted, "status": status}
        Event.record(by=Person.command_line(), action="submissions.exported", target=form, detail=detail)
    table = SubmissionTable(form_id, current_app.config["LODGE"].locale, status)
    for chunk in FORMATS[wanted](table):
        click.echo(chunk.encode(), nl=False)  # bytes: UTF-8 whatever the terminal's locale says
