"""Reading workbooks: headers, languages, cells, and files that are none."""

import zipfile
from io import BytesIO

import pytest

from tests.support.workbook import asked, sheets, workbook
from webapp.xlsform.cells import text_of
from webapp.xlsform.workbook import MOST_UNPACKED, Unreadable, header_of, sheets_of


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("label", ("label", "")),
        ("Label::English (en)", ("label", "English (en)")),
        ("label : French", ("label", "French")),
        ("Constraint Message::fr", ("constraint_message", "fr")),
        ("list name", ("list_name", "")),
        ("media::image::English (en)", ("media", "English (en)")),
        ("image", ("media", "")),
        ("relevance", ("relevant", "")),
    ],
)
def test_headers_are_read_in_every_way_they_are_written(written: str, read: tuple[str, str]) -> None:
    assert header_of(written) == read


def test_a_row_knows_where_it_stands_and_what_it_says_in_each_language() -> None:
    data = workbook(
        [{"type": "text", "name": "a", "label::English (en)": "Name", "label::fr": "Nom"}, {}, asked("text", "b", "B")]
    )
    rows = sheets_of(data)["survey"]
    assert [(row.number, row["name"]) for row in rows] == [(2, "a"), (4, "b")]
    assert rows[0].words["label"] == {"English (en)": "Name", "fr": "Nom"}


@pytest.mark.parametrize(("cell", "text"), [(3.0, "3"), (0.5, "0.5"), (True, "TRUE"), ("  a\x00b ", "ab"), (None, "None")])
def test_cells_are_text_as_the_spreadsheet_shows_them(cell: object, text: str) -> None:
    assert text_of(cell) == text


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"type,name\ntext,a", "The file is not a workbook"),
        (b"PK\x03\x04 but no more", "The file is not a workbook"),
        (sheets({"Sheet1": [asked("text", "a")]}), "no sheet called “survey”"),
    ],
)
def test_what_is_no_workbook_is_said_to_be_none(data: bytes, why: str) -> None:
    with pytest.raises(Unreadable, match=why):
        sheets_of(data)


def test_a_workbook_that_would_fill_the_memory_is_not_unpacked() -> None:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as book, book.open("xl/workbook.xml", "w", force_zip64=True) as part:
        for _ in range(MOST_UNPACKED // (1 << 20) + 1):
            part.write(bytes(1 << 20))
    with pytest.raises(Unreadable, match="too large"):
        sheets_of(file.getvalue())


def test_a_part_of_a_workbook_that_is_no_xml_is_refused_with_a_sentence() -> None:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as book:
        book.writestr("xl/workbook.xml", "<workbook")
    with pytest.raises(Unreadable, match="cannot be read"):
        sheets_of(file.getvalue())
