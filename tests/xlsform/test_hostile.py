"""Workbooks and formulas that were made to hurt: each is refused or read, soon, and the portal goes on."""

import time
import zipfile
from io import BytesIO

import pytest

from tests.support.workbook import asked, sheets, workbook
from tests.xlsform.test_importing import imported
from webapp.models.definition_reading import MOST_QUESTIONS
from webapp.xlsform import Unreadable, from_xlsform
from webapp.xlsform.cells import MOST_ROWS, MOST_TEXT
from webapp.xlsform.conditions import decimal
from webapp.xlsform.formula import Beyond, parse
from webapp.xlsform.names import Once, keys_of
from webapp.xlsform.questions import parameters
from webapp.xlsform.report import Report
from webapp.xlsform.workbook import sheets_of

CORNER = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'


def altered(data: bytes, before: str, after: str) -> bytes:
    """The same workbook with other words in its first sheet."""
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name).decode()
            new.writestr(name, part.replace(before, after) if name.endswith("sheet1.xml") else part)
    return file.getvalue()


def test_two_cells_at_two_corners_do_not_take_the_memory_of_all_between_them() -> None:
    data = altered(workbook([asked("text", "a", "A")]), "</sheetData>", CORNER)
    with pytest.raises(Unreadable, match="too large"):
        sheets_of(data)


def test_one_text_in_very_many_cells_is_too_large() -> None:
    data = workbook([asked("text", f"q{number}", "x" * 20_000) for number in range(MOST_TEXT // 20_000 + 1)])
    with pytest.raises(Unreadable, match="too large"):
        sheets_of(data)


def test_entities_of_a_workbook_are_never_fetched_or_multiplied() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]><worksheet '
    data = altered(altered(workbook([asked("text", "a", "A")]), "<worksheet ", bomb), ">A<", ">&a;&b;<")
    try:
        said = str(sheets_of(data)["survey"])
    except Unreadable:
        return
    assert ("root:" in said, "aaaaaaaaaa" in said) == (False, False)


def test_a_sheet_has_so_many_rows_and_no_more() -> None:
    data = sheets({"survey": [asked("note")] * (MOST_ROWS + 5)})
    assert len(sheets_of(data)["survey"]) == MOST_ROWS


def test_what_nobody_would_write_takes_no_time() -> None:
    begun = time.process_time()
    with pytest.raises(Beyond):
        parse("${" + " " * 3_900 + "x")
    parameters("a" + " " * 200_000 + "b")
    imported(asked("text", "a", "${" + " " * 4_000 + "x"), asked("note", "b", "${" * 2_500))
    keys_of(f"ä{number}" for number in range(5_000))
    once, report = Once(20), Report()
    for number in range(10_000):
        once.name("f_same")
        report.changed(number, "", "Otherwise.")
    assert time.process_time() - begun < 3


@pytest.mark.parametrize("formula", ["1" + "+1" * 1_900, "1" + "*1" * 1_900, "-" * 3_000 + "1", "(" * 3_000, "a(" * 1_500])
def test_a_formula_is_only_so_deep(formula: str) -> None:
    with pytest.raises(Beyond):
        parse(formula)


@pytest.mark.parametrize("number", ["NaN", "sNaN", "-Infinity", "1e-999999999", "1e999999999", "0e999999999", "9" * 4_000])
def test_a_number_that_is_none_stays_text(number: str) -> None:
    assert decimal(number) == number


@pytest.mark.parametrize("times", ["²", "9" * 5_000, "0", "٣", "-1"])
def test_how_often_is_a_number_or_is_said_to_be_none(times: str) -> None:
    found = imported(asked("begin repeat", "a", "A", repeat_count=times), asked("text", "b", "B"), asked("end repeat"))
    assert "max" not in found.document["pages"][0]["items"][0]


def test_groups_are_only_so_deep_and_questions_only_so_many() -> None:
    with pytest.raises(Unreadable, match="nested too deep"):
        from_xlsform(workbook([asked("begin group", f"g{number}") for number in range(50)]))
    report = imported(*(asked("text", "a", "A") for _ in range(MOST_QUESTIONS + 700))).report
    assert "the last 700 are left out" in report.notes[0].sentence
