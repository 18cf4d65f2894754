"""The list of forms and the page on which each begins: who sees what, when it is open, what an address may fill in."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from tests.support.browser import Browser
from tests.support.clock import Clock
from tests.support.forms import make_form, moved, page, question, republish
from tests.support.make import make_group, make_user, sign_in
from tests.support.stage import count, found, only
from webapp.models.draft import Draft
from webapp.models.submission import Submission
from webapp.models.user import User

NAME = question("text", "Your name", "f_name", prefill=True)
CODE = question("text", "Your code", "f_code")


def local(moment: datetime) -> str:
    return moment.replace(microsecond=0, tzinfo=None).isoformat()


def test_open_forms_stand_before_those_that_are_not(browser: Browser) -> None:
    make_form(title="Berth")
    moved(make_form(title="Crane"), "pause")
    sign_in(browser, make_user()).open("/forms")
    assert browser.text.index("Berth") < browser.text.index("Not open now") < browser.text.index("Crane")


def test_a_form_for_others_is_not_there(browser: Browser) -> None:
    crew = make_user()
    make_group("Crew", crew)
    make_form(audience=["Crew"])
    assert sign_in(browser, make_user()).open("/forms/summer-course").status == 404
    assert not browser.open("/forms").has("Summer course")
    assert sign_in(browser, crew).open("/forms/summer-course").status == 200


def test_visitors_are_asked_to_log_in(browser: Browser) -> None:
    make_form()
    assert browser.open("/forms/summer-course").path == "/login"


def test_a_form_says_when_it_opens_and_when_it_closed(browser: Browser, clock: Clock) -> None:
    opens, closes = clock.now + timedelta(days=1), clock.now + timedelta(days=2)
    make_form(opens_at=local(opens), closes_at=local(closes), tz="Europe/Berlin")
    member = make_user()
    assert sign_in(browser, member).open("/forms/summer-course").has("This form opens on")
    clock.move(days=1, hours=20)
    assert sign_in(browser, member).open("/forms/summer-course").has("(Europe/Berlin)")
    clock.move(days=1)
    assert sign_in(browser, member).open("/forms/summer-course").has("This form closed on")


def test_a_closed_form_cannot_be_started(browser: Browser) -> None:
    form = make_form()
    sign_in(browser, make_user()).open("/forms/summer-course")
    moved(form, "close")
    assert browser.press("Start now").has("This form is closed")
    assert count(Draft) == 0


def test_an_address_fills_in_only_what_its_author_opened(browser: Browser) -> None:
    make_form(page(NAME, CODE))
    sign_in(browser, make_user()).open("/forms/summer-course?f_name=Ada&f_code=7").press("Start now")
    assert (browser.value("Your name"), browser.value("Your code")) == ("Ada", "")


def test_what_came_with_the_address_is_no_answer_yet(browser: Browser) -> None:
    make_form(page(NAME))
    sign_in(browser, make_user()).open("/forms/summer-course?f_name=Ada").press("Start now")
    assert browser.open(f"{browser.path.rpartition('/')[0]}/check").value("Your name") == "Ada"


def test_the_start_page_says_how_far_one_is(browser: Browser) -> None:
    make_form(page(NAME), page(CODE))
    sign_in(browser, make_user()).open("/forms/summer-course").press("Start now")
    browser.fill({"Your name": "Ada"}).press("Save and exit")
    assert browser.open("/forms/summer-course").has("1 of 2 questions answered")


def test_a_full_form_says_so_and_starts_nothing(browser: Browser) -> None:
    make_form(page(NAME), quota=1)
    sign_in(browser, make_user()).open("/forms/summer-course").press("Start now")
    browser.fill({"Your name": "Ada"}).press("Continue").press("Send")
    other = sign_in(Browser(browser.client.application), make_user()).open("/forms/summer-course")
    assert other.has("Every place is taken")
    assert not other.has("Start now")


def test_once_a_person_means_once(browser: Browser) -> None:
    make_form(page(NAME), once=True)
    sign_in(browser, make_user()).open("/forms/summer-course").press("Start now")
    browser.fill({"Your name": "Ada"}).press("Continue").press("Send")
    assert browser.open("/forms/summer-course").has("You sent this on")
    assert browser.follow("See what you sent").heading == "Sent – Summer course"


def test_what_is_sent_once_is_not_offered_again(browser: Browser) -> None:
    make_form(page(NAME), once=True, title="Membership")
    make_form(page(NAME), title="Fault report")
    sign_in(browser, make_user())
    for title in ("Membership", "Fault report"):
        browser.open("/forms").follow(title).press("Start now").fill({"Your name": "Ada"}).press("Continue").press("Send")
    browser.open("/forms")
    assert browser.has("You sent it, reference")
    browser.open("/")
    offered = browser.html.partition("Forms you can fill in")[2].partition("What you sent")[0]
    assert "Fault report" in offered
    assert "Membership" not in offered


def test_a_form_that_takes_more_again_is_offered_again(browser: Browser) -> None:
    form = make_form(page(NAME), once=True)
    sign_in(browser, make_user()).open("/forms/summer-course").press("Start now").fill({"Your name": "Ada"})
    browser.press("Continue").press("Send")
    republish(form, page(NAME), once=False)
    assert not browser.open("/forms").has("You sent it")


TURKISH = {"en": "Name", "tr": "Adı"}


def two_languages(browser: Browser) -> Browser:
    """A form that is half in Turkish, on its start page."""
    make_form(page({**NAME, "label": TURKISH}, {**CODE, "label": {"en": "Code"}}))
    return sign_in(browser, make_user()).open("/forms/summer-course")


def test_a_form_is_read_in_the_language_that_its_reader_chose(browser: Browser) -> None:
    two_languages(browser).press("Türkçe").press("Start now")
    assert browser.has("Adı")
    assert browser.html.count('lang="tr"') == 1


def test_what_is_not_translated_is_read_in_the_own_language_of_the_form(browser: Browser) -> None:
    two_languages(browser).press("Türkçe").press("Start now")
    assert browser.has("Code")


def test_the_language_of_the_pages_is_chosen_back(browser: Browser) -> None:
    two_languages(browser).press("Türkçe").press("English").press("Start now")
    assert not browser.has("Adı")


def test_a_form_of_one_language_offers_none(browser: Browser) -> None:
    make_form(page(NAME))
    sign_in(browser, make_user()).open("/forms/summer-course")
    assert not browser.has("English")


def test_a_language_that_the_form_does_not_speak_is_not_chosen(browser: Browser) -> None:
    make_form(page(NAME))
    sign_in(browser, make_user()).open("/forms/summer-course")
    browser.send("POST", "/forms/summer-course/language", {"language": "tr"})
    with browser.client.session_transaction() as session:
        assert "form_language" not in session


def test_once_a_year_means_once_in_the_year_of_the_form(browser: Browser, clock: Clock) -> None:
    clock.set(datetime(2026, 12, 31, 12, tzinfo=UTC))
    make_form(page(NAME), once="year", tz="Pacific/Auckland", title="Yearly report")
    sign_in(browser, make_user()).open("/forms/yearly-report").press("Start now")
    browser.fill({"Your name": "Ada"}).press("Continue").press("Send")
    assert only(select(Submission.once_key)).endswith(":2027")
    assert browser.open("/forms/yearly-report").has("One submission a person is taken each year.")
    assert browser.open("/forms").has("You sent it, reference")


def test_what_was_sent_before_counts_when_once_becomes_once_a_year_and_back(browser: Browser, clock: Clock) -> None:
    clock.set(datetime(2026, 6, 1, 12, tzinfo=UTC))
    form = make_form(page(NAME), once=True, title="Yearly report")
    send_yearly(browser)
    republish(form, page(NAME), once="year")
    assert browser.open("/forms/yearly-report").has("You sent this on")
    clock.move(days=300)
    send_yearly(browser)
    republish(form, page(NAME), once=True)
    clock.move(days=400)
    assert sign_in(browser, found(select(User))[0]).open("/forms/yearly-report").has("You sent this on")


def test_next_year_it_can_be_sent_again(browser: Browser, clock: Clock) -> None:
    clock.set(datetime(2026, 12, 31, 12, tzinfo=UTC))
    make_form(page(NAME), once="year", title="Yearly report")
    send_yearly(browser)
    clock.move(days=1)
    send_yearly(browser)
    assert count(Submission) == 2


def send_yearly(browser: Browser) -> None:
    """Somebody logs in and sends it."""
    user = found(select(User))[0] if count(User) else make_user()
    sign_in(browser, user).open("/forms/yearly-report").press("Start now")
    browser.fill({"Your name": "Ada"}).press("Continue").press("Send")


def test_what_was_withdrawn_leaves_the_year_free(browser: Browser) -> None:
    make_form(page(NAME), once="year", title="Yearly report")
    send_yearly(browser)
    browser.follow("Withdraw").press(browser.heading)
    send_yearly(browser)
    assert count(Submission) == 2


def test_what_the_account_knows_is_offered_and_said_to_be(browser: Browser) -> None:
    make_form(page(question("person", "Your name", "f_me", own=True), CODE))
    ada = make_user(name="Ada Lovelace")
    sign_in(browser, ada).open("/forms/summer-course").press("Start now")
    assert browser.has("Filled in from your account: “Your name”. Change what is not right.")
    assert browser.value("Your name") == "Ada Lovelace"
    browser.fill({"Your code": "7"}).press("Continue").follow("Change Your name")
    assert not browser.has("Filled in from your account")
