"""Home: what needs somebody now, what they can fill in, what they sent; the landing page for visitors."""

from sqlalchemy import update

from tests.support.browser import Browser
from tests.support.forms import make_form, moved
from tests.support.make import make_group, make_user, sign_in
from tests.support.stage import saving
from webapp.models.submission import Submission


def test_a_newcomer_is_told_what_will_stand_here(browser: Browser) -> None:
    sign_in(browser, make_user()).open("/")
    assert browser.has("No form is open to you at the moment")
    assert browser.has("Nothing yet. What you send stands here")


def test_open_forms_can_be_begun_from_home(browser: Browser) -> None:
    make_form(title="Berth")
    moved(make_form(title="Crane"), "pause")
    sign_in(browser, make_user()).open("/")
    assert not browser.has("Crane")
    assert browser.follow("Berth").heading == "Berth"


def test_a_draft_stands_under_what_needs_you(browser: Browser) -> None:
    make_form()
    sign_in(browser, make_user()).open("/forms/summer-course").press("Start now")
    browser.open("/")
    assert browser.has("What needs you now")
    assert browser.follow("Summer course").heading == "Name"


def test_what_was_sent_stands_with_its_status(browser: Browser) -> None:
    make_form()
    sign_in(browser, make_user()).open("/forms/summer-course").press("Start now")
    browser.fill({"Name": "Ada"}).press("Continue").press("Send")
    reference = browser.path.rpartition("/")[2]
    assert browser.open("/").has(reference)
    assert browser.has("Received")


def test_what_staff_wait_for_comes_first(browser: Browser) -> None:
    test_what_was_sent_stands_with_its_status(browser)
    with saving() as session:
        session.execute(update(Submission).values(status="waiting"))
    browser.open("/")
    assert browser.text.index("What needs you now") < browser.text.index("Waiting for you since")


def test_visitors_see_listed_forms_only(browser: Browser) -> None:
    make_group("Crew")
    make_form(title="Berth", listed=True)
    make_form(title="Crane")
    make_form(title="Dock", listed=True, audience=["Crew"])
    browser.open("/")
    assert browser.has("Berth")
    assert not browser.has("Crane")
    assert not browser.has("Dock")
