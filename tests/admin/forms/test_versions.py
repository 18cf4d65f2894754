"""The versions of a form."""

import hashlib

from tests.support.browser import Browser
from tests.support.building import builder, draft, item, newest_version


def twice_published(browser: Browser) -> Browser:
    builder(browser, "/questions/f_name").fill({"Question": "Name"}).press("Save the question")
    return browser.follow("Publish").press("Publish version 2").follow("Versions")


def test_versions_are_listed_newest_first(browser: Browser) -> None:
    twice_published(browser)
    assert browser.text.index("Version 2 (current)") < browser.text.index("Version 1 ")


def test_two_versions_are_compared_in_words(browser: Browser) -> None:
    twice_published(browser).press("Compare")
    assert browser.has("“Name” was called “Child’s name”")


def test_one_version_shows_its_questions_and_its_hash(browser: Browser) -> None:
    twice_published(browser).follow("Version 1")
    assert browser.has("Child’s name")
    assert browser.has("SHA-256 of its document")


def test_the_exported_version_has_the_hash_that_is_shown(browser: Browser) -> None:
    twice_published(browser).follow("Version 2").follow("Export")
    assert hashlib.sha256(browser.response.data).hexdigest() == newest_version().sha256


def test_a_version_is_restored_as_draft_and_undo_goes_back(browser: Browser) -> None:
    twice_published(browser).press("Restore as draft version 1")
    assert item("f_name")["label"] == {"en": "Child’s name"}
    browser.press("Undo Went back to version 1")
    assert item("f_name")["label"] == {"en": "Name"}


def test_a_version_that_is_not_there_is_a_404(browser: Browser) -> None:
    builder(browser)
    form_id = draft().form_id
    for address in ("versions/7", "versions/compare?from=1&to=9", "versions/compare?from=x&to=1"):
        assert browser.open(f"/admin/forms/{form_id}/{address}").status == 404
