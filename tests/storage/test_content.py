"""The content of a file has to be what the ending of its name says."""

import io

import pytest

from tests.support.files import PDF, archive, docx, odt, photo, picture
from webapp.storage.content import is_what_it_says

MP4 = b"\0\0\0\x18ftypmp42" + b"\0" * 16
GOOD = {
    "pdf": PDF,
    "docx": docx(),
    "xlsx": archive("[Content_Types].xml", "xl/workbook.xml"),
    "pptx": archive("ppt/presentation.xml", "[Content_Types].xml"),
    "odt": odt(),
    "rtf": b"{\\rtf1 Hello}",
    "txt": "Zwölf Boxkämpfer\n".encode(),
    "csv": b"a;b\r\n1;2\r\n",
    "jpg": photo(),
    "png": picture(),
    "webp": picture("WEBP"),
    "mp3": b"ID3\x04\0\0\0\0\0\0" + b"\0" * 64,
    "mp4": MP4,
    "zip": archive("a.txt"),
}
EXE = b"MZ\x90\0" + b"\0" * 200
HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
BAD = {
    "an executable called a PDF": ("pdf", EXE),
    "a page called a picture": ("png", HTML),
    "a JPEG called PNG": ("png", photo()),
    "a document with macros": ("docx", docx("word/vbaProject.bin")),
    "an archive called a document": ("docx", archive("a.txt")),
    "a table called a text": ("docx", archive("[Content_Types].xml", "xl/workbook.xml")),
    "an executable called text": ("txt", EXE),
    "half an archive": ("docx", docx()[:-30]),
    "an open document called Word": ("docx", odt()),
    "a text that breaks off in UTF-16": ("txt", b"\xff\xfea\0b"),
    "nothing but a mark": ("webp", b"RIFF"),
}


@pytest.mark.parametrize("ending", GOOD)
def test_a_file_of_each_type_is_known(ending: str) -> None:
    assert is_what_it_says(io.BytesIO(GOOD[ending]), ending)


@pytest.mark.parametrize("what", BAD)
def test_what_its_name_does_not_say_is_found_out(what: str) -> None:
    ending, content = BAD[what]
    assert not is_what_it_says(io.BytesIO(content), ending)


@pytest.mark.parametrize("text", ["Grüße".encode("latin-1"), "Grüße".encode("utf-16"), "Grüße".encode("utf-8-sig")])
def test_older_alphabets_are_text_too(text: bytes) -> None:
    assert is_what_it_says(io.BytesIO(text), "txt")


def test_a_list_of_names_as_long_as_no_document_has_is_not_read() -> None:
    many = archive("[Content_Types].xml", "word/document.xml", *(f"{number:0200}" for number in range(9000)))
    assert not is_what_it_says(io.BytesIO(many), "docx")
