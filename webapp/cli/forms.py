"""`lodge forms`: definitions in and out of the portal as documents."""

import json
import sys
from collections.abc import Mapping
from typing import IO, Any, NoReturn

import click
from flask.cli import AppGroup
from sqlalchemy import select

from webapp.cli.told import harmless
from webapp.database import read, writing
from webapp.extensions import db
from webapp.models.definition import Definition, Malformed
from webapp.models.form import Form
from webapp.models.form_group import create_groups, unknown_groups
from webapp.models.form_version import FormVersion
from webapp.models.person import Person
from webapp.models.publishing import CannotPublish
from webapp.models.slug import slug_of
from webapp.xlsform import Unreadable, from_xlsform

UNUSABLE = 1

forms = AppGroup("forms", help="Import, export and list forms.")


@forms.command("import")
@click.argument("file", type=click.File("rb"))
@click.option("--publish", "is_published", is_flag=True, help="Open it to its audience at once.")
@click.option("--replace", is_flag=True, help="Make it the draft of the form that has its address already.")
def import_(file: IO[bytes], is_published: bool, replace: bool) -> None:
    """Read a definition, or an XLSForm workbook (.xlsx), from FILE (- for standard input) and print the form's address.

    What of a workbook cannot be carried over stands on standard error, a line each. The same document again changes
    nothing. Exit 1: it cannot be used; the reasons stand on standard error.
    """
    try:
        definition = Definition.parse(document_in(file.read()))
        with writing():
            form = take_in(definition, replace)
            if is_published:
                create_missing_groups(definition)
                form.publish(by=Person.command_line(), note="Imported")
    except (Malformed, CannotPublish, Unreadable) as wrong:
        stop(str(wrong))
    click.echo(form.slug)


def document_in(data: bytes) -> Mapping[str, Any] | bytes:
    """The document that a file holds, or that its workbook becomes."""
    if not data.startswith(b"PK\x03\x04"):
        return data
    imported = from_xlsform(data)
    for note in imported.report.notes:
        what = "left out" if note.is_left_out else "otherwise"
        click.echo(f"row {note.row}\t{harmless(note.name)}\t{what}\t{harmless(note.sentence)}", err=True)
    return imported.document


def take_in(definition: Definition, replace: bool) -> Form:
    """The form of this document: the one that has it already, the one that it replaces, or a new one."""
    by = Person.command_line()
    form = db.session.scalar(select(Form).where(Form.slug == address_of(definition)))
    if form is None:
        return Form.create(by=by, definition=definition, what="Imported")
    if form.draft.parsed != definition and not replace:
        stop(f"Another form has the address {form.slug}. Give this one a slug of its own, or use --replace.")
    form.save_draft(definition, by=by, rev=form.draft.rev, what="Imported")
    return form


def address_of(definition: Definition) -> str:
    title = definition.words(definition.title, definition.settings.language)
    return definition.settings.slug or slug_of(title or "Untitled form")


def create_missing_groups(definition: Definition) -> None:
    missing = unknown_groups(definition.settings)
    create_groups(missing, by=Person.command_line())
    for name in missing:
        click.echo(f"Created the group {name}, which has no members yet.", err=True)


@forms.command("export")
@click.argument("slug")
@click.option("--draft", "is_draft", is_flag=True, help="What is being built, instead of the published version.")
def export(slug: str, is_draft: bool) -> None:
    """Write the definition of the form at /forms/SLUG to standard output, as `forms import` reads it."""
    form = db.session.scalar(select(Form).where(Form.slug == slug))
    if form is None:
        stop(f"There is no form at the address {slug}.")
    click.echo(form.exported(is_draft=is_draft))


@forms.command("list")
@click.option("--json", "as_json", is_flag=True, help="As a list of objects.")
def list_(as_json: bool) -> None:
    """Every form: its address, state, version and title."""
    columns = (Form.slug, Form.state, FormVersion.number.label("version"), Form.title, Form.opens_at, Form.closes_at)
    statement = select(*columns).outerjoin(FormVersion, FormVersion.id == Form.current_version_id).order_by(Form.slug)
    rows = [row._asdict() for row in read(statement)]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2, default=lambda moment: moment.isoformat()))
        return
    for row in rows:
        version = f"version {row['version']}" if row["version"] else "not published"
        click.echo(f"{row['slug']}\t{row['state']}\t{version}\t{harmless(row['title'])}")


def stop(sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(UNUSABLE)
