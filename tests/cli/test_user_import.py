"""`lodge users import`, as an operator types it."""

import json
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select

from tests.cli.test_users import lodge
from tests.support.make import make_group, make_user
from tests.support.stage import count, found
from webapp.models.event import Event
from webapp.models.invitation import Invitation
from webapp.models.outbox import OutboxMail

LIST = "Email;Name;Role;Groups\nada@example.org;Ada;staff;Board\nnobody;Bo;;\ncy@example.org;Cy;king;\nold@example.org;;;\n"


@pytest.fixture
def list_(app: Flask, tmp_path: Path) -> Path:
    make_group("Board")
    make_user(email="old@example.org")
    path = tmp_path / "people.csv"
    path.write_bytes(LIST.encode("cp1252"))
    return path


def verdicts(answer: Result) -> list[str]:
    return [line["verdict"] for line in json.loads(answer.stdout)]


def test_a_dry_run_judges_each_line_and_invites_nobody(app: Flask, list_: Path) -> None:
    answer = lodge(app, "import", str(list_), "--dry-run", "--json")
    assert verdicts(answer) == ["good", "address", "role", "exists"]
    assert (answer.exit_code, answer.stderr) == (1, "1 would be invited, 3 left out.\n")
    assert (count(Invitation), count(OutboxMail)) == (0, 0)


def test_whose_line_is_well_is_invited_and_the_same_file_again_invites_nobody(app: Flask, list_: Path) -> None:
    assert verdicts(lodge(app, "import", str(list_), "--json")) == ["sent", "address", "role", "exists"]
    assert verdicts(lodge(app, "import", str(list_), "--json")) == ["invited", "address", "role", "exists"]
    assert found(select(Invitation.email)) == ["ada@example.org"]
    assert found(select(Event.action)) == ["invitation_created"]
    assert "The operator invites you" in found(select(OutboxMail.body))[0]


def test_what_became_of_each_line_is_written_where_it_is_wanted(app: Flask, list_: Path, tmp_path: Path) -> None:
    result = tmp_path / "result.csv"
    lodge(app, "import", str(list_), "--result", str(result))
    lines = result.read_text("utf-8-sig").splitlines()
    assert lines[1] == "2,ada@example.org,Ada,staff,Board,Invited"
    assert lines[2].startswith("3,nobody,Bo,,,")


def test_a_list_without_faults_ends_well_also_from_standard_input(app: Flask) -> None:
    answer = lodge(app, "import", "-", given="ada@example.org\nbo@example.org\n")
    assert (answer.exit_code, count(Invitation)) == (0, 2)
    assert lodge(app, "import", "-", given="ada@example.org\nbo@example.org\n").exit_code == 0


def test_what_is_no_list_is_one_sentence(app: Flask) -> None:
    answer = lodge(app, "import", "-", given="Name;Role\nAda;staff\n")
    assert (answer.exit_code, answer.stdout) == (1, "")
    assert "No column of the list is called Email" in answer.stderr
