"""What JavaScript adds to a file control: it uploads at once, says so, and nothing under way is lost."""

from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, expect

from tests.support import stage
from tests.support.browser import Browser
from tests.support.chromium import LaunchedPage, axe
from tests.support.databases import environ_for, migrated
from tests.support.files import PDF, photo
from tests.support.forms import make_form, page, question
from tests.support.live import serve
from tests.support.make import make_user, sign_in

LETTERS = question("file", "Letters", "f_letter", max=3, max_mb=1)
PAGE = page(question("text", "Your name", "f_name"), LETTERS, question("picture", "Portrait", "f_face"), uid="p_you")


def chosen(tab: Page, label: str, *paths: Path) -> None:
    tab.get_by_label(label, exact=True).set_input_files(list(paths))


def said(tab: Page, field: str, text: str) -> None:
    expect(tab.locator(f"#{field}-field [role=status]")).to_contain_text(text)


@pytest.fixture
def files(tmp_path: Path) -> Path:
    contents = {"a.pdf": PDF, "b.pdf": PDF, "big.pdf": PDF + b"\0" * (2 << 20), "odd.exe": b"MZ", "me.jpg": photo((800, 600))}
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    return tmp_path


def cookie(app: Flask) -> str:
    browser = sign_in(Browser(app), make_user()).open("/forms/summer-course").press("Start now")
    held = browser.client.get_cookie("lodge", domain="localhost")
    assert held is not None
    return held.value


def test_files_go_up_when_they_are_chosen(chromium: Chromium, files: Path, tmp_path: Path) -> None:
    """One story, for a server takes seconds to start: several at once, one refused, one too large, one removed, sent."""
    app = migrated(environ_for(tmp_path / "instance"))
    stage.put_on(app)
    make_form(PAGE)
    token = cookie(app)
    with (
        serve(tmp_path / "instance", secret_key=str(app.config["SECRET_KEY"]), workers="1") as live,
        LaunchedPage(chromium, live.url) as tab,
    ):
        tab.context.add_cookies([{"name": "lodge", "value": token, "url": live.url}])
        tab.goto("/forms/summer-course")
        tab.get_by_role("link", name="Continue").click()
        tab.get_by_label("Your name").fill("Ada")
        chosen(tab, "Letters", files / "a.pdf", files / "b.pdf")
        said(tab, "f_letter", "Uploaded")
        expect(tab.get_by_role("button", name="Remove b.pdf")).to_be_visible()
        chosen(tab, "Letters", files / "odd.exe")
        expect(tab.locator("#f_letter-error")).to_contain_text("is of a type that is not taken here")
        chosen(tab, "Letters", files / "big.pdf")
        said(tab, "f_letter", "too large")
        assert axe(tab) == []
        tab.get_by_role("button", name="Remove a.pdf").click()
        expect(tab.get_by_text("a.pdf")).to_have_count(0)
        assert tab.get_by_label("Your name").input_value() == "Ada"
        chosen(tab, "Portrait", files / "me.jpg")
        tab.get_by_role("button", name="Continue", exact=True).click()
        expect(tab.get_by_role("heading", level=1)).to_have_text("Check your answers before you send them")
        expect(tab.get_by_text("me.jpg")).to_be_visible()
