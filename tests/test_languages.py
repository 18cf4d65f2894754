"""Which language a page and a mail are in, and that no sentence of a template is left out of it."""

from dataclasses import replace

import pytest
from flask import Flask

from tests.support.browser import Browser
from tests.support.make import make_user, sign_in
from tests.support.post import newest
from tests.support.stage import saving
from webapp.languages import PSEUDO, accented, filled, wanted_by
from webapp.models.account_mail import tell_password_changed
from webapp.models.person import Origin


def say_in(app: Flask, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The portal's own language."""
    monkeypatch.setitem(app.config, "LODGE", replace(app.config["LODGE"], locale=language))


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "en"),
        ("de-AT,de;q=0.9,en;q=0.8", "de"),
        ("nl,fr;q=0.6,en;q=0.4", "fr"),
        ("es-419", "es"),
        ("pl", "pl"),
        ("ja, zh;q=0.8", "en"),
        ("en-US,de;q=0.5", "en"),
        (";;q=,,\x00", "en"),
    ],
)
def test_browser_gets_the_language_that_it_likes_best(header: str, language: str) -> None:
    assert wanted_by(header, "en") == language


def language_of(browser: Browser) -> tuple[str | None, str | None]:
    html = next(browser.page.every("html"))
    return html.get("lang"), html.get("dir")


def test_visitors_page_is_in_the_language_of_their_browser(browser: Browser) -> None:
    browser.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "de-DE,de;q=0.9"
    assert language_of(browser.open("/login")) == ("de", "ltr")
    assert "Accept-Language" in browser.response.headers["Vary"]


def test_what_a_person_chose_comes_before_their_browser(browser: Browser) -> None:
    browser.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "de-DE,de;q=0.9"
    assert language_of(sign_in(browser, make_user(language="pl")).open("/account")) == ("pl", "ltr")


def test_portals_own_is_for_whoever_asks_for_none_of_ours(app: Flask, browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    say_in(app, "fr", monkeypatch)
    browser.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "ja"
    assert language_of(browser.open("/login")) == ("fr", "ltr")


def test_mirrored_language_runs_from_right_to_left(app: Flask, browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    say_in(app, PSEUDO, monkeypatch)
    assert language_of(browser.open("/login")) == (PSEUDO, "rtl")


def test_mail_is_in_the_language_of_its_reader_and_not_of_who_acts(app: Flask) -> None:
    ada = make_user(language=PSEUDO)
    with saving():
        tell_password_changed(ada, Origin(), None)
    mail = newest(ada.email)
    assert (mail.language, mail.subject) == (PSEUDO, accented("Your password was changed"))


def test_values_of_a_sentence_are_escaped_and_its_own_markup_is_not() -> None:
    assert filled("<b>%(name)s</b>", name="<i>") == "<b>&lt;i&gt;</b>"


def test_accents_leave_places_markup_and_addresses_alone() -> None:
    assert accented("Say %(name)s <a href='x'>so</a> &amp; go") == "Šáý %(name)s <a href='x'>šó</a> &amp; ĝó"
