"""The stop about words in an address."""

import pytest
from werkzeug.urls import iri_to_uri

from tests.support.browser import Browser
from webapp.tour.capitalize import capitalized


@pytest.mark.parametrize(
    ("words", "result"),
    [
        ("hello", "Hello"),
        ("hello-world", "Hello World"),
        ("one_two three/four", "One Two Three Four"),
        ("élan--ÖLÇÜ", "Élan Ölçü"),
        ("straße_ǆ", "Straße ǅ"),
        ("日本-語", "日本 語"),
        ("--", ""),
    ],
)
def test_each_word_gets_a_capital(words: str, result: str) -> None:
    assert capitalized(words) == result


def test_the_words_of_the_address_are_shown(browser: Browser) -> None:
    assert browser.open(iri_to_uri("/tour/capitalize/lodge_für-alle")).has("Lodge Für Alle")


def test_a_tag_in_the_address_is_text(browser: Browser) -> None:
    browser.open("/tour/capitalize/%3Cscript%3Ealert(1)")
    assert browser.has("<script>alert(1)")
    assert "<script>" not in browser.html


def test_typed_words_become_an_address(browser: Browser) -> None:
    browser.open("/tour/capitalize").fill({"Words": "what & why?"}).press("Capitalize the words")
    assert browser.path == "/tour/capitalize/what%20&%20why%3F"
    assert browser.has("What & Why?")


@pytest.mark.parametrize("typed", ["", "..", "/", "x" * 201])
def test_words_that_make_no_address_are_refused_on_their_field(browser: Browser, typed: str) -> None:
    browser.open("/tour/capitalize").fill({"Words": typed}).press("Capitalize the words")
    assert browser.status == 422
    assert len(browser.errors) == 1
