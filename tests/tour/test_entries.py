"""The stop about one address and several methods."""

import json
from typing import Any

import pytest

from tests.support.browser import Browser

HERE = "/tour/entries"
JSON = {"Accept": "application/json"}


def ask(browser: Browser, method: str, body: Any = None, **options: Any) -> Any:
    """A program's request: it reads the token first, then shows it in a header."""
    token = browser.send("GET", HERE, headers=JSON).json["csrf_token"]
    return browser.send(method, HERE, body, headers=JSON | {"X-CSRFToken": token}, **options)


def put(browser: Browser, document: Any) -> Any:
    return ask(browser, "PUT", json.dumps(document), content_type="application/json")


def add(browser: Browser, entry: str) -> Browser:
    return browser.open(HERE).fill({"Entry": entry}).press("Add the entry")


def test_get_reads_an_empty_list(browser: Browser) -> None:
    assert browser.send("GET", HERE, headers=JSON).json["entries"] == []


def test_post_adds_on_the_page_and_by_program(browser: Browser) -> None:
    assert add(browser, "Tea").has("Tea")
    assert ask(browser, "POST", {"entry": "Milk"}).json["entries"] == ["Tea", "Milk"]


def test_put_replaces_the_list(browser: Browser) -> None:
    add(browser, "Tea")
    assert put(browser, ["Bread", "Salt"]).json["entries"] == ["Bread", "Salt"]


def test_delete_empties_the_list(browser: Browser) -> None:
    add(browser, "Tea")
    assert ask(browser, "DELETE").json["entries"] == []


def test_the_button_empties_the_list(browser: Browser) -> None:
    assert add(browser, "Tea").press("Empty the list").has("Nothing on it yet.")


def test_another_method_is_answered_with_those_that_are_there(browser: Browser) -> None:
    answer = ask(browser, "PATCH")
    assert answer.status_code == 405
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE"}


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_without_its_token_no_method_changes_anything(browser: Browser, method: str) -> None:
    add(browser, "Tea")
    assert browser.send(method, HERE, {"entry": "Milk"}).status_code == 400
    assert browser.open(HERE).has("Tea")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_another_site_changes_nothing(browser: Browser, method: str) -> None:
    assert browser.send(method, HERE, headers={"Origin": "https://elsewhere.example"}).status_code == 403


@pytest.mark.parametrize("typed", ["", "   ", "x" * 21])
def test_what_is_no_entry_is_refused_on_its_field(browser: Browser, typed: str) -> None:
    assert add(browser, typed).status == 422
    assert len(browser.errors) == 1


def test_the_sixth_entry_is_refused_in_words(browser: Browser) -> None:
    put(browser, ["a", "b", "c", "d", "e"])
    assert add(browser, "f").errors == ["The list holds 5 short entries. Empty it, then add yours."]


@pytest.mark.parametrize(
    "document", [["a"] * 6, ["x" * 21], [""], [1], [["a"]], {"a": "b"}, "a", None, ["𐍈" * 20] * 5, ["a", None]]
)
def test_put_refuses_what_is_no_short_list(browser: Browser, document: Any) -> None:
    assert put(browser, document).status_code == 422


def test_put_refuses_what_is_no_json(browser: Browser) -> None:
    assert ask(browser, "PUT", b"{", content_type="application/json").status_code == 400
    assert ask(browser, "PUT", b"x", content_type="text/plain").status_code == 422


def test_the_fullest_list_keeps_the_cookie_small(browser: Browser) -> None:
    put(browser, ["qzxvwkjybpfmgcduhlra"[shift:] + "qzxvwkjybpfmgcduhlra"[:shift] for shift in range(5)])
    cookie = browser.client.get_cookie("lodge", domain="localhost")
    assert cookie is not None
    assert len(cookie.value) < 600


def test_each_visitor_has_a_list_of_their_own(browser: Browser) -> None:
    add(browser, "Marmalade")
    assert not Browser(browser.client.application).open(HERE).has("Marmalade")
