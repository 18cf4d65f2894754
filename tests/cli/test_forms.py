"""`lodge forms`, as an operator types it."""

import json

from click.testing import Result
from flask import Flask
from sqlalchemy import select

from tests.support.documents import path_of, text_of
from tests.support.stage import count, found, only
from tests.support.workbook import asked, workbook
from webapp.models.form import Form
from webapp.models.form_version import FormVersion
from webapp.models.group import Group


def lodge(app: Flask, *typed: str, given: str | bytes = "") -> Result:
    return app.test_cli_runner().invoke(args=["forms", *typed], input=given)


def test_an_imported_form_is_a_draft_until_it_is_published(app: Flask) -> None:
    result = lodge(app, "import", path_of("leave-request"))
    assert (result.exit_code, result.output) == (0, "leave-request\n")
    assert only(select(Form.state)) == "draft"


def test_publish_opens_it(app: Flask) -> None:
    assert lodge(app, "import", path_of("leave-request"), "--publish").exit_code == 0
    assert only(select(Form.state)) == "open"


def test_a_document_comes_from_standard_input_too(app: Flask) -> None:
    assert lodge(app, "import", "-", given=text_of("incident")).output == "incident-report\n"


def test_a_workbook_is_imported_and_what_is_left_out_stands_on_standard_error(app: Flask) -> None:
    rows = [asked("text", "name", "Name"), asked("geopoint", "where\x1b[2J", "Where?")]
    result = lodge(app, "import", "-", given=workbook(rows, form_title="Pets"))
    assert (result.exit_code, result.stdout) == (0, "pets\n")
    assert result.stderr.startswith("row 3\twhere")
    assert "\x1b" not in result.stderr


def test_the_same_document_again_changes_nothing(app: Flask) -> None:
    for _time in range(2):
        assert lodge(app, "import", path_of("leave-request"), "--publish").exit_code == 0
    assert (count(Form), count(FormVersion)) == (1, 1)


def test_another_document_of_the_same_address_is_refused(app: Flask) -> None:
    lodge(app, "import", path_of("leave-request"))
    changed = text_of("leave-request").replace("First day", "Day one")
    result = lodge(app, "import", "-", given=changed)
    assert result.exit_code == 1
    assert "--replace" in result.stderr


def test_replace_makes_it_the_draft_and_the_next_version(app: Flask) -> None:
    lodge(app, "import", path_of("leave-request"), "--publish")
    changed = text_of("leave-request").replace("First day", "Day one")
    assert lodge(app, "import", "-", "--publish", "--replace", given=changed).exit_code == 0
    assert (count(Form), sorted(found(select(FormVersion.number)))) == (1, [1, 2])


def test_what_is_exported_is_imported_as_the_same_form(app: Flask) -> None:
    lodge(app, "import", path_of("summer-course"), "--publish")
    exported = lodge(app, "export", "summer-course").output
    assert lodge(app, "import", "-", "--publish", given=exported).exit_code == 0
    assert count(FormVersion) == 1
    assert json.loads(exported)["pages"] == json.loads(text_of("summer-course"))["pages"]


def test_groups_that_are_missing_are_created_empty_and_said(app: Flask) -> None:
    result = lodge(app, "import", path_of("summer-course"), "--publish")
    assert "Created the group Office" in result.stderr
    assert only(select(Group.name)) == "Office"


def test_what_is_wrong_with_a_document_is_said_and_nothing_is_kept(app: Flask) -> None:
    result = lodge(app, "import", "-", given='{"schema": 1, "pages": [{"uid": "x"}]}')
    assert result.exit_code == 1
    assert "pages[0].uid" in result.stderr
    assert count(Form) == 0


def test_what_cannot_be_published_is_not_imported_either(app: Flask) -> None:
    result = lodge(app, "import", "-", "--publish", given='{"schema": 1, "title": {"en": "Empty"}}')
    assert result.exit_code == 1
    assert count(Form) == 0


def test_an_unknown_address_cannot_be_exported(app: Flask) -> None:
    assert lodge(app, "export", "nowhere").exit_code == 1


def test_forms_are_listed_as_lines_and_as_json(app: Flask) -> None:
    lodge(app, "import", path_of("leave-request"), "--publish")
    lodge(app, "import", path_of("incident"))
    assert lodge(app, "list").output.splitlines()[0] == "incident-report\tdraft\tnot published\tIncident report"
    rows = json.loads(lodge(app, "list", "--json").output)
    assert [(row["slug"], row["state"], row["version"]) for row in rows] == [
        ("incident-report", "draft", None), ("leave-request", "open", 1),
    ]  # fmt: skip
