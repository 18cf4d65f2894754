"""One draft in two tabs: different questions merge, the same question asks which answer counts."""

from sqlalchemy import select

from tests.support.browser import Browser
from tests.support.forms import make_form, page, question
from tests.support.make import make_user, sign_in
from tests.support.stage import only
from webapp.models.draft import Draft

TWO = page(question("text", "Name", "f_name", required=False), question("text", "Town", "f_town", required=False), uid="p_two")


def two_tabs(browser: Browser) -> tuple[Browser, Browser]:
    make_form(TWO)
    sign_in(browser, make_user()).open("/forms/summer-course").press("Start now")
    other = Browser(browser.client.application)
    other.client = browser.client
    return browser, other.open(browser.path)


def answers() -> dict[str, str]:
    return dict(only(select(Draft)).answers)


def test_different_questions_of_one_page_merge_in_silence(browser: Browser) -> None:
    one, two = two_tabs(browser)
    one.fill({"Name": "Ada"}).press("Continue")
    two.fill({"Town": "Bergen"}).press("Continue")
    assert answers() == {"f_name": "Ada", "f_town": "Bergen"}


def test_the_same_answer_twice_merges_in_silence(browser: Browser) -> None:
    one, two = two_tabs(browser)
    one.fill({"Name": "Ada"}).press("Continue")
    assert two.fill({"Name": "Ada"}).press("Continue").path.endswith("/check")


def test_another_answer_to_the_same_question_is_asked_about(browser: Browser) -> None:
    one, two = two_tabs(browser)
    one.fill({"Name": "Ada"}).press("Continue")
    two.fill({"Name": "Eva", "Town": "Bergen"}).press("Continue")
    assert two.status == 409
    assert two.has("Keep what you typed here: Eva")
    assert two.has("Keep what was saved from the other page: Ada")
    assert answers() == {"f_name": "Ada", "f_town": None}


def test_mine_may_be_kept(browser: Browser) -> None:
    one, two = two_tabs(browser)
    one.fill({"Name": "Ada"}).press("Continue")
    two.fill({"Name": "Eva", "Town": "Bergen"}).press("Continue").press("Continue")
    assert answers() == {"f_name": "Eva", "f_town": "Bergen"}


def test_the_saved_one_may_be_kept_and_nothing_else_is_lost(browser: Browser) -> None:
    one, two = two_tabs(browser)
    one.fill({"Name": "Ada"}).press("Continue")
    two.fill({"Name": "Eva", "Town": "Bergen"}).press("Continue")
    two.fill({"Name": "Keep what was saved from the other page: Ada"}).press("Continue")
    assert answers() == {"f_name": "Ada", "f_town": "Bergen"}


def test_a_check_page_that_is_out_of_date_sends_nothing(browser: Browser) -> None:
    one, two = two_tabs(browser)
    one.fill({"Name": "Ada"}).press("Continue")
    two.fill({"Name": "Ada", "Town": "Bergen"}).press("Continue")
    one.press("Send")
    assert one.status == 409
    assert one.has("Your answers or the form changed since you opened this page")
    assert one.press("Send").heading == "Sent – Summer course"
