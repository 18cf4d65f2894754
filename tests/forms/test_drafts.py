"""Filling in: pages in order, what is typed is kept, two tabs, changes and closings under a draft, sending."""

import pytest
from sqlalchemy import delete, select

from tests.support.browser import Browser
from tests.support.clock import Clock
from tests.support.forms import make_form, moved, page, question, republish
from tests.support.make import make_group, make_user, sign_in
from tests.support.stage import count, only, saving
from webapp.kinds.number import Number
from webapp.models.draft import Draft
from webapp.models.group import membership
from webapp.models.submission import Submission

YOU = page(question("text", "Your name", "f_name"), question("number", "Your age", "f_age"), title="You", uid="p_you")
BOAT = page(question("yes_no", "Do you own a boat?", "f_boat"), title="Boats", uid="p_boat")
LENGTH = page(question("number", "How long is it?", "f_length", show={"f": "f_boat", "op": "eq", "v": True}), uid="p_length")


def begin(browser: Browser, form: object = None) -> Browser:
    """A member who has started the form."""
    form = form or make_form(YOU, BOAT, LENGTH)
    sign_in(browser, make_user())
    return browser.open(f"/forms/{form.slug}").press("Start now")  # type: ignore[attr-defined]


def filled(browser: Browser, form: object = None) -> Browser:
    """The same, with everything answered."""
    begin(browser, form).fill({"Your name": "Ada", "Your age": "36"}).press("Continue")
    return browser.fill({"Do you own a boat?": "No"}).press("Continue")


def test_pages_lead_to_check_and_send_and_the_confirmation(browser: Browser) -> None:
    filled(browser)
    assert browser.heading == "Check your answers before you send them"
    browser.press("Send")
    assert browser.heading == "Sent – Summer course"
    assert only(select(Submission)).answers == {"f_name": "Ada", "f_age": "36", "f_boat": False}
    assert count(Draft) == 0


def test_progress_is_told_in_words(browser: Browser) -> None:
    assert begin(browser).has("Page 1 of 2: You")


def test_what_is_wrong_is_kept_and_named(browser: Browser) -> None:
    begin(browser).fill({"Your name": "Ada", "Your age": "old"}).press("Continue")
    assert browser.status == 422
    assert len(browser.errors) == 1
    browser.open(browser.path)
    assert (browser.value("Your name"), browser.value("Your age")) == ("Ada", "old")


def test_what_was_typed_is_kept_when_judging_it_breaks(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    begin(browser).fill({"Your name": "Ada", "Your age": "36"})
    monkeypatch.setattr(Number, "parse", lambda *given: 1 // 0)
    assert browser.press("Continue").status == 500
    draft = only(select(Draft))
    assert (draft.raw, draft.answers, draft.rev) == ({"f_name": "Ada", "f_age": "36"}, {}, 2)


def test_a_page_is_saved_once_with_what_holds_of_it(browser: Browser) -> None:
    begin(browser).fill({"Your name": "Ada", "Your age": "old"}).press("Continue")
    draft = only(select(Draft))
    assert (draft.raw, draft.answers, draft.rev) == ({"f_name": "Ada", "f_age": "old"}, {"f_name": "Ada"}, 2)


def test_back_loses_nothing(browser: Browser) -> None:
    begin(browser).fill({"Your name": "Ada", "Your age": "36"}).press("Continue")
    browser.fill({"Do you own a boat?": "Yes"}).press("Back")
    assert browser.heading == "You"
    assert only(select(Draft)).answers["f_boat"] is True


def test_save_and_exit_keeps_half_a_page_and_goes_on_from_home(browser: Browser) -> None:
    begin(browser).fill({"Your name": "Ada"}).press("Save and exit")
    assert browser.path == "/"
    browser.follow("Summer course")
    assert browser.value("Your name") == "Ada"


def test_a_page_before_its_turn_leads_to_the_first_open_one(browser: Browser) -> None:
    begin(browser)
    first = browser.path
    for uid in ("p_boat", "p_nowhere", "check"):
        assert browser.open(first.replace("p_you", uid)).path == first


def test_change_comes_back_to_the_row(browser: Browser) -> None:
    filled(browser).follow("Change Your age")
    browser.fill({"Your age": "37"}).press("Continue")
    assert browser.path.endswith("/check")
    assert browser.has("37")


def test_a_change_that_asks_more_leads_to_the_new_page_first(browser: Browser) -> None:
    filled(browser).follow("Change Do you own a boat?")
    browser.fill({"Do you own a boat?": "Yes"}).press("Continue")
    assert browser.heading == "How long is it?"
    assert browser.fill({"How long is it?": "9"}).press("Continue").path.endswith("/check")


def test_answers_not_asked_any_more_are_named_and_not_sent(browser: Browser) -> None:
    test_a_change_that_asks_more_leads_to_the_new_page_first(browser)
    browser.follow("Change Do you own a boat?").fill({"Do you own a boat?": "No"}).press("Continue")
    assert browser.has("your answer to “How long is it?” will not be sent")
    browser.press("Send")
    assert "f_length" not in only(select(Submission)).answers


def test_starting_twice_finds_the_same_draft(browser: Browser) -> None:
    begin(browser)
    draft = browser.path
    browser.open("/forms/summer-course").follow("Continue")
    assert (browser.path, count(Draft)) == (draft, 1)


def test_a_draft_is_deleted_after_a_question(browser: Browser) -> None:
    begin(browser).follow("Delete this draft")
    assert count(Draft) == 1
    browser.press("Delete my answers")
    assert (browser.path, count(Draft)) == ("/forms/summer-course", 0)


def test_somebody_elses_draft_is_not_there(browser: Browser) -> None:
    address = begin(browser).path
    other = sign_in(Browser(browser.client.application), make_user())
    for path in (address, address.replace("p_you", "check"), address.replace("p_you", "delete")):
        assert other.open(path).status == 404


def test_a_draft_expires_after_thirty_days(browser: Browser, clock: Clock) -> None:
    address = begin(browser).path
    user = make_user()
    clock.move(days=31)
    assert sign_in(browser, user).open(address).status == 404


def test_a_second_send_finds_the_first(browser: Browser) -> None:
    filled(browser)
    check = browser.path
    page_again = Browser(browser.client.application)
    page_again.client = browser.client
    page_again.open(check)
    browser.press("Send")
    page_again.press("Send")
    assert (page_again.path, count(Submission)) == (browser.path, 1)
    assert browser.open(check).path == page_again.path


def test_a_closed_form_gives_the_answers_back(browser: Browser, app: object) -> None:
    form = make_form(YOU, BOAT)
    begin(browser, form).fill({"Your name": "Ada", "Your age": "36"}).press("Continue")
    moved(form, "pause")
    browser.fill({"Do you own a boat?": "No"}).press("Continue")
    assert browser.status == 403
    assert browser.has("This form is paused")
    assert "Ada" in browser.follow("Download your answers").text


def test_who_left_the_audience_keeps_a_copy_and_sends_nothing(browser: Browser) -> None:
    ada = make_user()
    crew = make_group("Crew", ada)
    form = make_form(YOU, BOAT, audience=["Crew"])
    sign_in(browser, ada).open(f"/forms/{form.slug}").press("Start now")
    browser.fill({"Your name": "Ada", "Your age": "36"}).press("Continue")
    with saving() as session:
        session.execute(delete(membership).where(membership.c.group_id == crew.id))
    assert browser.open(browser.path).status == 403
    assert browser.has("not for you any more")
    assert browser.has("36")


def test_who_has_answered_everything_may_send_in_the_grace(browser: Browser, clock: Clock) -> None:
    closing = clock.now.replace(microsecond=0)
    form = make_form(YOU, BOAT, closes_at=f"{closing.replace(tzinfo=None).isoformat()}")
    clock.move(minutes=-5)
    filled(browser, form)
    clock.move(minutes=15)
    assert browser.press("Send").heading == "Sent – Summer course"


def test_after_the_grace_nothing_is_sent(browser: Browser, clock: Clock) -> None:
    closing = clock.now.replace(microsecond=0)
    form = make_form(YOU, BOAT, closes_at=f"{closing.replace(tzinfo=None).isoformat()}")
    clock.move(minutes=-5)
    filled(browser, form)
    clock.move(minutes=21)
    assert browser.press("Send").status == 403
    assert (count(Submission), count(Draft)) == (0, 1)


def test_a_new_question_is_asked_of_drafts_under_way(browser: Browser) -> None:
    form = make_form(YOU, BOAT)
    filled(browser, form)
    republish(form, YOU, BOAT, page(question("text", "Your street", "f_street"), uid="p_street"))
    browser.press("Send")
    assert browser.status == 409 or browser.heading == "Your street"
    browser.open(browser.path.replace("/submit", ""))
    assert browser.has("This form was updated. 1 new question")


def test_after_a_breaking_change_a_draft_stays_for_the_grace(browser: Browser, clock: Clock) -> None:
    form = make_form(YOU, BOAT)
    filled(browser, form)
    republish(form, YOU)
    assert browser.open(browser.path).has("You can still send it as it was until")
    clock.move(days=8)
    assert sign_in(browser, make_user()).open(browser.path).status == 404
