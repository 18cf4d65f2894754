"""The preview: the real engine, and nothing kept."""

from tests.support.browser import Browser
from tests.support.building import builder
from tests.support.make import make_group, make_user, sign_in
from tests.support.make_forms import make_form, page, question
from tests.support.stage import count
from webapp.models.draft import Draft


def test_an_example_stands_for_a_file(browser: Browser) -> None:
    form = make_form(pages=[page("You", question("Letter", "file", required=True))])
    sign_in(browser, make_user("admin")).open(f"/admin/forms/{form.id}/preview").press("Continue")
    assert browser.status == 200
    assert browser.has("example.pdf (32 KB)")


def test_the_preview_says_that_nothing_is_saved(browser: Browser) -> None:
    builder(browser, "/preview")
    assert browser.has("Preview – nothing is saved.")
    assert browser.heading == "The child"


def test_errors_are_those_that_people_will_see(browser: Browser) -> None:
    builder(browser, "/preview").press("Continue")
    assert (browser.status, browser.errors) == (422, ["Enter your child’s name"])


def test_a_condition_decides_which_page_follows(browser: Browser) -> None:
    builder(browser, "/preview").fill({"Child’s name": "Bo", "Swims?": "No"}).press("Continue")
    assert browser.heading == "Check your answers before you send them"
    browser.open(browser.path.rpartition("/")[0]).fill({"Child’s name": "Bo", "Swims?": "Yes"}).press("Continue")
    assert browser.heading == "The course"


def test_back_shows_what_was_typed(browser: Browser) -> None:
    builder(browser, "/preview").fill({"Child’s name": "Bo", "Swims?": "Yes"}).press("Continue").press("Back")
    assert browser.value("Child’s name") == "Bo"


def test_a_preview_leaves_no_draft(browser: Browser) -> None:
    builder(browser, "/preview").fill({"Child’s name": "Bo", "Swims?": "No"}).press("Continue")
    assert browser.has("Child’s name Bo")
    assert count(Draft) == 0


def test_a_broken_seal_holds_nothing(browser: Browser) -> None:
    builder(browser, "/preview")
    token = browser.csrf_token
    answer = browser.send("POST", f"{browser.path}/p_child", {"csrf_token": token, "_kept": "e30.forged", "_do": "continue"})
    assert answer.status_code == 422


def test_an_auditor_may_preview(browser: Browser) -> None:
    assert builder(browser, "/preview", role="auditor").heading == "The child"


def test_a_member_of_a_group_that_it_is_not_for_is_told_so(browser: Browser) -> None:
    make_group("Parents")
    form = make_form(settings={"audience": ["Office"]})
    sign_in(browser, make_user("admin")).open(f"/admin/forms/{form.id}/preview?group=Parents")
    assert browser.has("They do not see the form: it is for members of “Office”.")
    assert not browser.open(f"/admin/forms/{form.id}/preview?group=Office").has("They do not see the form")


def test_the_day_decides_whether_it_is_open_and_what_today_is(browser: Browser) -> None:
    born = question("Date of birth", "date", max="today")
    form = make_form(pages=[page("You", born)], settings={"closes_at": "2026-12-31T12:00", "tz": "Europe/Berlin"})
    sign_in(browser, make_user("admin")).open(f"/admin/forms/{form.id}/preview?day=2026-12-31")
    assert not browser.has("On that day people read instead")
    browser.open(f"/admin/forms/{form.id}/preview").fill({"On the day": "2027-01-01"}).press("Show")
    assert browser.has("On that day people read instead: This form closed on 31 December 2026, 12:00 (Europe/Berlin).")
    browser.fill({"Date of birth": (1, 1, 2027)}).press("Continue")
    assert browser.heading == "Check your answers before you send them"
    assert browser.url.endswith("?day=2027-01-01")


def test_the_words_are_those_of_the_language_that_is_chosen(browser: Browser) -> None:
    asked = {**question("Your question", required=True), "label": {"en": "Your question", "de": "Ihre Frage"}}
    form = make_form(pages=[{**page("You", asked), "title": {"en": "You", "de": "Sie"}}])
    sign_in(browser, make_user("admin")).open(f"/admin/forms/{form.id}/preview")
    browser.fill({"In": "German"}).press("Show")
    assert (browser.heading, browser.has("Ihre Frage")) == ("Sie", True)
    assert browser.press("Continue").has("Ihre Frage")


def test_a_day_that_is_none_is_refused_and_stays_in_its_box(browser: Browser) -> None:
    form = make_form()
    sign_in(browser, make_user("admin")).open(f"/admin/forms/{form.id}/preview?day=soon&group=Nobody&language=xx")
    assert (browser.status, browser.has("Enter a day, for example 2027-03-01")) == (422, True)
    assert browser.value("On the day") == "soon"
