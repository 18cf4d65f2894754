"""Lists of people as spreadsheets write them: read whatever their signs and headings, judged line by line."""

import csv
import io

import pytest
from flask import Flask

from tests.support.acting import person
from tests.support.make import make_group, make_user
from tests.support.stage import own_context, saving
from webapp.clock import now
from webapp.models.invitation import Invitation
from webapp.models.people_list import MOST_LINES, Line, NoList, csv_of, judged, read_list

TEXT = "Email;Name;Rolle;Gruppen\nada@example.org;Ada Müller;auditor;Board; Press\n"


@pytest.mark.parametrize(
    "raw",
    [
        "Email,Name\nada@example.org,Ada Müller\n".encode(),
        "Email;Name\r\nada@example.org;Ada Müller\r\n".encode("utf-8-sig"),
        "E-Mail-Adresse;Name\r\nada@example.org;Ada Müller".encode("cp1252"),
        "Name\tCorreo electrónico\nAda Müller\tada@example.org".encode("utf-16"),
        "\n\nada@example.org,Ada Müller\n\n".encode(),
        "Ada Müller;ada@example.org".encode(),
        '"Name","E-mail"\n"Ada Müller"," ada@example.org "'.encode(),
    ],
)
def test_a_list_is_read_whatever_wrote_it(raw: bytes) -> None:
    [line] = read_list(raw)
    assert (line.email, line.name) == ("ada@example.org", "Ada Müller")


def test_lines_are_numbered_as_the_file_has_them() -> None:
    assert [line.number for line in read_list(b"Email\na@example.org\nb@example.org")] == [2, 3]
    assert [line.number for line in read_list(b"a@example.org\nb@example.org")] == [1, 2]


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"", "The list is empty."),
        (b" ;; \n", "The list is empty."),
        (b"Email;Name\n", "nobody below them"),
        (b"Name;Role\nAda;staff", "No column of the list is called Email"),
        (b"PK\x03\x04\0\0", "no list in plain text"),
        (b"a@example.org\n" * (MOST_LINES + 1), "more than 5000 lines"),
        (b"a" * ((1 << 20) + 1), "too large"),
    ],
)
def test_what_is_no_list_is_told(raw: bytes, sentence: str) -> None:
    with pytest.raises(NoList, match=sentence):
        read_list(raw)


def verdicts(*lines: Line, role: str = "admin") -> list[str]:
    by = person(make_user(role))
    with own_context():
        return [line.verdict for line in judged(lines, by=by)]


def test_each_line_has_its_verdict(app: Flask) -> None:
    there = make_user(email="There@example.org")
    make_group("Board")
    with saving() as session:
        session.add(Invitation(email="asked@example.org", expires_at=now()))
    told = verdicts(
        Line(1, "ada@example.org", groups="board"),
        Line(2, "ADA@example.org"),
        Line(3, "there@EXAMPLE.org"),
        Line(4, "asked@example.org"),
        Line(5, "nobody"),
        Line(6, "bo@example.org", groups="Bord"),
        Line(7, "cy@example.org", role="Auditor"),
        Line(8, "di@example.org", role="admin"),
        Line(9, "ed@example.org", role="king"),
    )
    assert there.id
    assert told == ["good", "twice", "exists", "invited", "address", "group", "good", "role", "role"]


def test_a_faulty_line_does_not_stand_before_the_well_one_of_the_same_address(app: Flask) -> None:
    assert verdicts(Line(1, "ada@example.org", role="king"), Line(2, "ada@example.org")) == ["role", "twice"]


def test_the_result_is_a_table_in_which_nothing_is_a_formula(app: Flask) -> None:
    with app.test_request_context():
        text = "".join(csv_of([Line(2, "=cmd()@example.org", "+Ada", verdict="sent")]))
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert rows[0] == ["Line", "Email", "Name", "Role", "Groups", "Result"]
    assert rows[1] == ["2", "'=cmd()@example.org", "'+Ada", "", "", "Invited"]
