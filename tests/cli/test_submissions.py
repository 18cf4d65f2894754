"""`lodge submissions export`: what people sent, on standard output."""

import csv
import io
import json

from flask import Flask
from sqlalchemy import select

from tests.inbox.stage import NAME, send
from tests.support.forms import make_form
from tests.support.stage import only
from webapp.models.event import Event


def run(app: Flask, *words: str) -> tuple[int, str]:
    done = app.test_cli_runner().invoke(args=["submissions", "export", *words])
    return done.exit_code, done.output


def test_csv_is_a_row_a_submission(app: Flask) -> None:
    make_form(NAME)
    reference = send(app)
    code, text = run(app, "summer-course")
    header, row = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert (code, header[0], row[0], row[-1]) == (0, "Reference", reference, "Ada")


def test_json_is_one_array_with_the_answers_as_they_are_stored(app: Flask) -> None:
    make_form(NAME)
    reference = send(app, email="ada@example.org")
    send(app, name="Åsa")
    first, second = json.loads(run(app, "summer-course", "--format", "json")[1])
    assert (first["reference"], first["version"], first["email"]) == (reference, 1, "ada@example.org")
    assert (first["answers"], second["answers"]) == ({"f_name": "Ada"}, {"f_name": "Åsa"})


def test_an_empty_form_is_an_empty_array(app: Flask) -> None:
    make_form(NAME)
    assert json.loads(run(app, "summer-course", "--format", "json")[1]) == []


def test_it_is_narrowed_by_status(app: Flask) -> None:
    make_form(NAME)
    send(app)
    assert json.loads(run(app, "summer-course", "--format", "json", "--status", "accepted")[1]) == []


def test_an_unknown_form_is_told(app: Flask) -> None:
    code, text = run(app, "no-such-form")
    assert code == 1
    assert "No form has the address no-such-form" in text


def test_a_format_that_is_not_offered_is_told(app: Flask) -> None:
    code, text = run(app, "summer-course", "--format", "xlsx")
    assert code == 2
    assert "'csv', 'json'" in text


def test_it_is_in_the_log(app: Flask) -> None:
    make_form(NAME)
    run(app, "summer-course")
    assert only(select(Event.action).where(Event.action == "submissions.exported"))
