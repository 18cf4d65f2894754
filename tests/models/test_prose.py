"""Authors' Markdown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.models.prose import prose


def test_what_authors_need_works() -> None:
    html = prose("Bring:\n\n- **a pen**\n- *paper*\n\n[More](https://example.org)")
    assert "<strong>a pen</strong>" in html
    assert "<li><em>paper</em></li>" in html
    assert '<a href="https://example.org" rel="noopener noreferrer">More</a>' in html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "![x](https://example.org/spy.png)",
        "[x](javascript:alert(1))",
        "[x](data:text/html,<b>)",
        "<a href='javascript:1'>x</a>",
        "[x](vbscript:x)",
        "<style>*{}</style>",
        "|a|\n|-|\n|b|",
        "<svg/onload=alert(1)>",
        "[x](https://e.org 'a\" onclick=\"b')",
        "<iframe src=//x>",
    ],
)
def test_what_could_do_harm_does_not_pass(text: str) -> None:
    html = prose(text).lower()
    for bad in (
        "<script",
        "<img",
        "<style",
        "<svg",
        "<iframe",
        "<table",
        'javascript:alert(1)"',
        'href="data',
        'onclick="',
        'href="vb',
    ):
        assert bad not in html


def test_a_heading_stays_below_the_title_of_the_page() -> None:
    assert prose("# One\n\n###### Six") == "<h2>One</h2>\n<h4>Six</h4>\n"


def test_template_syntax_is_only_text() -> None:
    assert "{{ config }}" in prose("{{ config }}")


@given(st.text(max_size=200))
def test_any_text_becomes_safe_markup(text: str) -> None:
    assert "<script" not in prose(text)
