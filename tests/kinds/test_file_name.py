"""Names of uploaded files are harmless whatever they were."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.kinds.file_name import LONGEST, harmless_name

ODD = {
    "../../etc/passwd": "passwd",
    "C:\\Users\\ada\\letter.pdf": "letter.pdf",
    "/etc/../x.pdf": "x.pdf",
    "evil\u202efdp.exe": "evilfdp.exe",
    "\u2066a\u2069.pdf": "a.pdf",
    "a\r\nSet-Cookie: b.pdf": "a Set-Cookie_ b.pdf",
    "nul\x00l.pdf": "nul l.pdf",
    "con": "_con",
    "COM1.pdf": "_COM1.pdf",
    "aux .txt": "_aux .txt",
    "...": "file",
    "": "file",
    " .htaccess": "htaccess",
    "letter.pdf. . ": "letter.pdf",
    "Zeugnis Österreich.pdf": "Zeugnis Österreich.pdf",
    "履歴書.pdf": "履歴書.pdf",
}


@pytest.mark.parametrize(("given_name", "kept"), ODD.items())
def test_an_odd_name_becomes_a_harmless_one(given_name: str, kept: str) -> None:
    assert harmless_name(given_name) == kept


def test_a_name_of_three_hundred_characters_keeps_its_ending() -> None:
    name = harmless_name("x" * 300 + ".pdf")
    assert (len(name), name[-4:]) == (LONGEST, ".pdf")


@settings(max_examples=100)
@given(st.text(max_size=300))
def test_no_name_leads_anywhere(given_name: str) -> None:
    name = harmless_name(given_name)
    assert 0 < len(name) <= LONGEST
    assert not {"/", "\\", "\0"} & set(name)
    assert not name.startswith(".")
    assert all(unicodedata.category(sign) not in {"Cc", "Cf", "Cs"} for sign in name)
    assert harmless_name(name) == name
