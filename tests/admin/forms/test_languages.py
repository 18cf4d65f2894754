"""Translating a form: languages to add, texts side by side, what is missing, and taking one out again."""

from tests.support.browser import Browser
from tests.support.building import builder, draft, item
from webapp.models.wordings import translated


def translating(browser: Browser) -> Browser:
    return builder(browser, "/languages").fill({"Add a language": "Turkish"}).press("Add the language")


def test_a_language_is_added_by_its_name_and_translated_text_by_text(browser: Browser) -> None:
    translating(browser)
    assert browser.heading == "Turkish translation"
    browser.fill({"Summer course": "Yaz kursu"}).press("Save the translation")
    assert draft().definition["title"] == {"en": "Summer course", "tr": "Yaz kursu"}


def test_the_list_says_how_much_is_missing(browser: Browser) -> None:
    translating(browser).fill({"text_0": "Yaz kursu"}).press("Save the translation").follow("Languages")
    assert browser.has("Turkish 7 texts are missing")


def test_all_texts_translated_is_complete(browser: Browser) -> None:
    translating(browser)
    browser.fill({f"text_{at}": f"Metin {at}" for at in range(8)}).press("Save the translation").follow("Languages")
    assert browser.has("Turkish Complete")
    assert translated(draft().definition, "tr") == (8, 8)
    assert item("f_shop")["options"][0]["label"]["tr"].startswith("Metin")


def test_a_translation_is_taken_out_after_it_was_asked(browser: Browser) -> None:
    translating(browser).fill({"text_0": "Yaz kursu"}).press("Save the translation").follow("Languages")
    browser.follow("Remove Turkish").press("Remove Turkish")
    assert draft().definition["title"] == {"en": "Summer course"}


def test_no_language_chosen_is_said(browser: Browser) -> None:
    builder(browser, "/languages").press("Add the language")
    assert (browser.status, browser.errors) == (422, ["Select a language"])


def test_the_own_language_and_what_is_none_have_no_such_page(browser: Browser) -> None:
    builder(browser, "/languages/en")
    assert browser.status == 404
    assert browser.open(browser.path.replace("/en", "/x1")).status == 404


def test_who_saves_after_somebody_else_loses_nothing(browser: Browser) -> None:
    translating(browser)
    other = Browser(browser.client.application)
    other.client = browser.client
    other.open(browser.path).fill({"text_1": "Çocuk"}).press("Save the translation")
    browser.fill({"text_0": "Yaz kursu"}).press("Save the translation")
    assert browser.status == 409
