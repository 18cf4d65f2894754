"""The test browser itself: it sends what the page offers, and sees what a page should not hold."""

import pytest
from flask import Flask, redirect, request

from tests.support.browser import Browser
from tests.support.filling import NotOnThePage
from tests.support.page import Page

HEAD = "<title>Book – Lodge</title><h1>Book</h1>"
FORM = """
<form method="post" action="/sent"><input type="hidden" name="csrf_token" value="t"><input type="hidden" name="kept" value="7">
<label for="n">Name</label><input id="n" name="name" value="Ada">
<fieldset><legend>Colour</legend>
<label><input type="radio" name="colour" value="r" checked>Red</label>
<label><input type="radio" name="colour" value="b">Blue</label>
</fieldset>
<fieldset><legend>Born (optional)</legend><label for="d">Day</label><input id="d" name="born-day">
<label for="y">Year</label><input id="y" name="born-year"></fieldset>
<label for="s">Size</label><select id="s" name="size"><option value="1">Small</option><option value="2">Large</option></select>
<label><input type="checkbox" name="agree" value="y">I agree</label>
<button name="act" value="save">Save</button>
<button name="act" value="send">Send<span class="visually-hidden"> it</span></button></form>
"""


@pytest.fixture
def page() -> Browser:
    """A small app of one form, which answers with what it was sent."""
    small = Flask("small")
    small.add_url_rule("/", "form", lambda: HEAD + FORM)
    small.add_url_rule(
        "/sent", "sent", lambda: (str(list(request.form.items())), {"Content-Type": "text/plain"}), methods=["POST"]
    )
    small.add_url_rule("/moved", "moved", lambda: redirect("/", 302))
    return Browser(small).open("/")


def test_it_sends_defaults_hidden_fields_and_the_button(page: Browser) -> None:
    sent = "[('csrf_token', 't'), ('kept', '7'), ('name', 'Ada'), ('colour', 'r'), "
    sent += "('born-day', ''), ('born-year', ''), ('size', '1'), ('act', 'send')]"
    assert page.press("Send").text == sent


def test_it_fills_in_by_label_legend_and_name(page: Browser) -> None:
    page.fill({"Name": "Bo", "Colour": "Blue", "Born": ("1", "1990"), "size": "Large", "I agree": True}).press("Save")
    sent = "('name', 'Bo'), ('colour', 'b'), ('born-day', '1'), ('born-year', '1990'), "
    sent += "('size', '2'), ('agree', 'y'), ('act', 'save')]"
    assert page.text.endswith(sent)


@pytest.mark.parametrize("given", [{"Nmae": "x"}, {"kept": "8"}, {"Colour": "Green"}, {"Size": "Huge"}, {"Born": ("1",)}])
def test_it_refuses_what_the_page_does_not_offer(page: Browser, given: dict[str, str]) -> None:
    with pytest.raises(NotOnThePage):
        page.fill(given).press("Send")


def test_it_refuses_a_button_that_is_not_there(page: Browser) -> None:
    with pytest.raises(NotOnThePage):
        page.press("Delete")


def test_it_refuses_a_redirect_that_repeats_the_method(page: Browser) -> None:
    with pytest.raises(AssertionError, match="302"):
        page.open("/moved")


def test_it_refuses_to_ask_in_an_open_context(page: Browser) -> None:
    with page.client.application.app_context(), pytest.raises(RuntimeError):
        page.open("/")


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ("<title>A</title><h1>B</h1>", "does not match"),
        ("<title>A</title>", "0 h1"),
        (HEAD + "<h1>Book</h1>", "2 h1"),
        (HEAD + "<p id=a><p id=a>", "stands 2 times"),
        (HEAD + "<p aria-describedby=gone>", "not there"),
        (HEAD + "<input name=a>", "no label"),
        (HEAD + "<button></button>", "no text"),
        (HEAD + "<form method=post><input type=hidden name=csrf_token value=t></form>", "no action"),
        (HEAD + "<form method=post action=/x></form>", "0 CSRF"),
        (HEAD + "<p style='color: red'>", "inline style"),
        (HEAD + "<p onclick='go()'>", "inline onclick"),
        (HEAD + "<script>go()</script>", "inline <script>"),
        (HEAD + "<script src=/a.js></script>", "without a nonce"),
        (HEAD + "<a href='javascript:go()'>Go</a>", "inline href"),
    ],
)
def test_inspection_sees_a_fault(html: str, fault: str) -> None:
    assert any(fault in found for found in Page(html).faults())


def test_a_good_page_has_no_fault() -> None:
    assert Page(HEAD + FORM).faults() == []
