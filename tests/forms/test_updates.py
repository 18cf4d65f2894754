"""A form that is published again, paused or not open yet while somebody fills it in."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from tests.forms.test_drafts import BOAT, YOU, begin, filled
from tests.support.browser import Browser
from tests.support.clock import Clock
from tests.support.forms import make_form, moved, page, question, republish
from tests.support.make import make_user, sign_in
from tests.support.stage import count, only
from webapp.models.draft import Draft
from webapp.models.form import Form
from webapp.models.submission import Submission


def test_consent_is_asked_again_when_what_happens_with_the_answers_changes(browser: Browser) -> None:
    agree = page(question("text", "Your name", "f_name"), question("consent", "I agree", "f_agree"), title="You", uid="p_you")
    form = make_form(agree, BOAT, privacy={"en": "The office reads it."})
    begin(browser, form).fill({"Your name": "Ada", "I agree": True}).press("Continue")
    browser.fill({"Do you own a boat?": "No"}).press("Continue")
    republish(form, agree, BOAT, privacy={"en": "Our partners read it."})
    browser.press("Send")
    assert (browser.status, browser.has("Check your answers")) == (409, True)
    browser.open(f"/drafts/{only(select(Draft.id))}")
    assert browser.has("What happens with your answers has changed")
    assert (browser.heading, browser.value("Your name"), browser.value("I agree")) == ("You", "Ada", [])
    browser.press("Continue")
    assert browser.errors == ["Tick the box “I agree” to go on"]
    browser.fill({"I agree": True}).press("Continue").press("Continue").press("Send")
    assert only(select(Submission)).answers["f_agree"] is True


def test_a_page_from_before_gives_no_consent_to_what_is_asked_now(browser: Browser) -> None:
    kids = [question("group", "Children", "f_kids", items=[question("consent", words, "f_agree")]) for words in ("Old", "New")]
    form = make_form(page(kids[0], uid="p_you"), BOAT)
    begin(browser, form).fill({"Old": True})
    republish(form, page(kids[1], uid="p_you"), BOAT)
    browser.press("Continue")
    assert browser.has("What happens with your answers has changed")
    assert (browser.path.endswith("/p_you"), browser.value("New")) == (True, [])
    assert only(select(Draft)).answers["f_kids"][0]["answers"] == {}
    browser.fill({"New": True}).press("Continue").fill({"Do you own a boat?": "No"}).press("Continue").press("Send")
    assert only(select(Submission)).answers["f_kids"][0]["answers"] == {"f_agree": True}


def test_consent_stands_when_only_words_change(browser: Browser) -> None:
    agree = page(question("consent", "I agree", "f_agree"), title="You", uid="p_you")
    form = make_form(agree, BOAT)
    begin(browser, form).fill({"I agree": True}).press("Continue")
    republish(form, agree, BOAT, intro={"en": "Welcome."})
    browser.open(f"/drafts/{only(select(Draft.id))}/p_you")
    assert browser.value("I agree") == "y"


def test_other_words_move_a_draft_without_a_notice(browser: Browser) -> None:
    form = make_form(YOU, BOAT)
    filled(browser, form)
    republish(form, YOU, BOAT, intro={"en": "Welcome."})
    browser.open(browser.path)
    assert browser.heading == "Check your answers before you send them"
    assert not browser.has("This form was updated")
    browser.press("Send")
    assert only(select(Submission.version_id)) == only(select(Form.current_version_id))


def test_a_tighter_rule_moves_a_draft_and_says_what_no_longer_holds(browser: Browser) -> None:
    form = make_form(YOU, BOAT)
    filled(browser, form)
    younger = page(question("text", "Your name", "f_name"), question("number", "Your age", "f_age", max="30"), uid="p_you")
    republish(form, younger, BOAT)
    browser.open(browser.path)
    assert browser.has("1 answer needs checking")
    assert (browser.value("Your name"), browser.value("Your age")) == ("Ada", "36")
    assert len(browser.errors) == 1
    browser.fill({"Your age": "29"}).press("Continue").press("Continue").press("Send")
    assert only(select(Submission)).answers["f_age"] == "29"


def test_after_the_grace_a_draft_goes_on_with_the_new_version(browser: Browser, clock: Clock) -> None:
    form = make_form(YOU, BOAT)
    user = make_user()
    sign_in(browser, user).open(f"/forms/{form.slug}").press("Start now")
    browser.fill({"Your name": "Ada", "Your age": "36"}).press("Continue").fill({"Do you own a boat?": "No"}).press("Continue")
    check = browser.path
    republish(form, YOU)
    clock.move(days=6)
    assert sign_in(browser, user).open(check).has("You can still send it as it was until")
    clock.move(days=2)
    sign_in(browser, user).open(check)
    assert not browser.has("Do you own a boat?")
    browser.press("Send")
    assert only(select(Submission)).answers == {"f_name": "Ada", "f_age": "36"}


def test_a_paused_form_goes_on_where_it_stood(browser: Browser) -> None:
    form = make_form(YOU, BOAT)
    filled(browser, form)
    check = browser.path
    moved(form, "pause")
    browser.press("Send")
    assert (browser.status, browser.has("It takes no answers at the moment.")) == (403, True)
    moved(form, "reopen")
    browser.open(check).press("Send")
    assert count(Submission) == 1


def test_a_form_that_is_not_open_yet_takes_no_draft_and_then_it_does(browser: Browser, clock: Clock) -> None:
    opens = (clock.now + timedelta(days=1)).astimezone(ZoneInfo("Europe/Berlin"))
    make_form(YOU, opens_at=opens.replace(tzinfo=None).isoformat(timespec="minutes"), tz="Europe/Berlin")
    user = make_user()
    assert not sign_in(browser, user).open("/forms/summer-course").has("Start now")
    clock.move(days=1, minutes=1)
    assert sign_in(browser, user).open("/forms/summer-course").press("Start now").heading == "You"
