"""Publishing: what it says first, what it leaves behind."""

from sqlalchemy import select

from tests.support.browser import Browser
from tests.support.building import another, builder, newest_form, newest_version
from tests.support.make import make_user, sign_in
from tests.support.stage import count, found
from webapp.models.form_version import FormField, FormVersion


def test_nothing_changed_means_nothing_to_publish(browser: Browser) -> None:
    assert builder(browser, "/publish").has("Version 1 is published, and nothing has changed since.")


def test_the_page_says_what_changes_and_what_it_means(browser: Browser) -> None:
    builder(browser).follow("Remove Workshop").press("Remove the question")
    browser.follow("Edit page 2").fill({"Text above the questions": "Bye"}).press("Save the page").follow("Publish")
    assert browser.has("“Workshop” is not asked any more")
    assert browser.has("class breaking")
    assert browser.has("Drafts stay on the version that people began with for 7 days")


def test_publishing_makes_the_next_version_with_its_note(browser: Browser) -> None:
    builder(browser, "/questions/f_name")
    browser.fill({"Question": "Name"}).press("Save the question").follow("Publish")
    browser.fill({"What changed, for the list of versions": "Shorter"}).press("Publish version 2")
    version = newest_version()
    assert (version.number, version.change_class, version.change_note) == (2, "cosmetic", "Shorter")
    assert newest_form().current_version_id == version.id


def test_a_breaking_change_gives_drafts_a_week(browser: Browser) -> None:
    builder(browser).follow("Remove page 2").press("Remove the page").follow("Publish").press("Publish version 2")
    version = newest_version()
    assert version.grace_until is not None
    assert (version.grace_until - version.published_at).days == 7


def test_what_is_not_asked_any_more_is_retired_and_not_deleted(browser: Browser) -> None:
    builder(browser).follow("Remove page 2").press("Remove the page").follow("Publish").press("Publish version 2")
    retired = {field.uid: field.retired_in for field in found(select(FormField))}
    assert retired == {"f_name": None, "f_swims": None, "f_shop": 2}


def test_what_must_be_mended_first_is_listed_with_the_way_there(browser: Browser) -> None:
    builder(browser, "/questions/f_shop").fill({"Options": "Only one"}).press("Save the question")
    browser.follow("Publish")
    assert browser.has("To mend first")
    assert browser.follow("edit “Workshop”").path.endswith("/questions/f_shop")


def test_a_form_is_not_published_under_somebody_elses_eyes(browser: Browser) -> None:
    builder(browser, "/questions/f_name").fill({"Question": "Name"}).press("Save the question").follow("Publish")
    another(browser).follow("Questions").press("Duplicate Swims?")
    browser.press("Publish version 2")
    assert browser.status == 409
    assert count(FormVersion) == 1


def test_a_published_form_is_open(browser: Browser) -> None:
    sign_in(browser, make_user("admin")).open("/admin/forms/new").fill({"Title": "Course"}).press("Create the form")
    browser.follow("Add a question").fill({"What kind of question is it?": "Short text"}).press("Continue")
    browser.fill({"Question": "Name"}).press("Add the question").follow("Edit page 1")
    browser.fill({"Title of the page": "You"}).press("Save the page").follow("Publish").press("Publish version 1")
    assert (newest_form().state, newest_version().change_class) == ("open", "first")
