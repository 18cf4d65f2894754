"""The second step of a log-in: one code, good once, and not to be guessed at."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from tests.support.browser import HOME, Browser
from tests.support.clock import Clock
from tests.support.factors import SEED, first_step, give_app, second_step
from tests.support.make import make_user
from tests.support.stage import count, found, only, saving
from webapp.limits import Limits
from webapp.models.counter import DatabaseTries
from webapp.models.event import Event, EventDetail
from webapp.models.login_session import LoginSession
from webapp.models.outbox import OutboxMail
from webapp.models.recovery_code import codes_of
from webapp.models.totp import Totp
from webapp.models.user import User

WRONG = "The code is not right, or it was used already."


def test_right_password_alone_opens_nothing(browser: Browser) -> None:
    ada = make_user()
    give_app(ada)
    assert first_step(browser, ada).heading == "Enter your code"
    assert count(LoginSession) == 0
    assert browser.open("/account").heading == "Log in"


def test_code_from_the_app_opens_the_door(browser: Browser) -> None:
    ada = make_user()
    app = give_app(ada)
    assert second_step(first_step(browser, ada), app.code()).path == "/"
    assert only(select(LoginSession.methods)) == "password and app code"


def test_event_names_both_methods(browser: Browser) -> None:
    ada = make_user()
    app = give_app(ada)
    second_step(first_step(browser, ada), app.code())
    event = only(select(Event).where(Event.action == "login_success"))
    content = only(select(EventDetail.content).where(EventDetail.event_id == event.id))
    assert (event.target_id, content["methods"]) == (ada.id, "password and app code")


def test_each_beat_begins_with_a_new_seed_for_tokens(browser: Browser) -> None:
    ada = make_user()
    app = give_app(ada)
    seeds = []
    for beat in (lambda: browser.open("/login"), lambda: first_step(browser, ada), lambda: second_step(browser, app.code())):
        beat()
        with browser.client.session_transaction(base_url=HOME) as session:
            seeds.append(session["csrf_token"])
    assert len(set(seeds)) == 3


def test_way_back_and_keep_me_logged_in_survive_both_beats(browser: Browser) -> None:
    ada = make_user()
    app = give_app(ada)
    browser.open("/account/activity")
    browser.fill({"Email": ada.email, "Password": "correct horse battery staple 7", "Keep me logged in": True}).press("Log in")
    assert second_step(browser, app.code()).path == "/account/activity"
    assert only(select(LoginSession.is_kept))


def test_same_code_does_not_count_twice(app: Flask) -> None:
    ada = make_user()
    code = give_app(ada).code()
    assert second_step(first_step(Browser(app), ada), code).path == "/"
    again = second_step(first_step(Browser(app), ada), code)
    assert (again.status, again.errors) == (422, [WRONG])


def test_code_of_the_step_before_and_after_count_and_no_others(app: Flask, clock: Clock) -> None:
    ada = make_user()
    phone = give_app(ada)
    for steps, answer in ((-2, 422), (2, 422), (-1, 200), (1, 200)):
        assert second_step(first_step(Browser(app), ada), phone.code(steps)).status == answer, steps


def test_ten_minutes_are_allowed_between_the_beats(browser: Browser, clock: Clock) -> None:
    ada = make_user()
    app = give_app(ada)
    first_step(browser, ada)
    clock.move(minutes=10)
    assert second_step(browser, app.code()).heading == "Log in"
    assert count(LoginSession) == 0


def test_changed_password_ends_what_had_begun(browser: Browser) -> None:
    ada = make_user()
    app = give_app(ada)
    first_step(browser, ada)
    with saving() as session:
        session.execute(update(User).where(User.id == ada.id).values(password_changed_at=func.current_timestamp()))
    assert second_step(browser, app.code()).heading == "Log in"
    assert count(LoginSession) == 0


def test_who_was_suspended_meanwhile_stays_out(browser: Browser) -> None:
    ada = make_user()
    app = give_app(ada)
    first_step(browser, ada)
    with saving() as session:
        session.execute(update(User).where(User.id == ada.id).values(status="suspended", suspended_reason="Spam."))
    assert second_step(browser, app.code()).heading == "Log in"


def test_page_alone_leads_to_the_log_in(browser: Browser) -> None:
    assert browser.open("/login/second-step").heading == "Log in"


def test_sixth_wrong_code_in_five_minutes_is_not_looked_at(app: Flask, clock: Clock) -> None:
    ada = make_user()
    phone = give_app(ada)
    browser = first_step(Browser(app), ada)
    for _ in range(5):
        assert second_step(browser, "000000").errors == [WRONG]
    assert second_step(browser, phone.code()).errors == ["There were too many wrong codes. Wait 5 minutes and try again."]
    clock.move(minutes=5, seconds=1)
    assert second_step(browser, phone.code()).path == "/"


@pytest.mark.parametrize(("window", "most"), [("hour", 20), ("day", 50)])
def test_person_has_so_many_tries(browser: Browser, window: str, most: int) -> None:
    ada = make_user()
    phone = give_app(ada)
    counted(f"code-person-{window}:{ada.id}", most)
    assert "There were too many wrong codes." in second_step(first_step(browser, ada), phone.code()).errors[0]
    with saving():
        DatabaseTries().take_back([f"code-person-{window}:{ada.id}"])
    assert second_step(browser, phone.code()).path == "/"


def test_network_has_fifty_tries_an_hour(browser: Browser) -> None:
    ada = make_user()
    phone = give_app(ada)
    counted("code-network-hour:127.0.0.1", 50)
    assert second_step(first_step(browser, ada), phone.code()).status == 429


def counted(key: str, number: int) -> None:
    with saving():
        for _ in range(number):
            DatabaseTries().add(key, timedelta(hours=1))


def test_right_codes_use_up_no_tries(app: Flask, clock: Clock) -> None:
    ada = make_user()
    phone = give_app(ada)
    for _ in range(6):
        assert second_step(first_step(Browser(app), ada), phone.code()).path == "/"
        clock.move(seconds=30)


def test_eleventh_wrong_code_from_a_network_is_429(app: Flask) -> None:
    people = [make_user() for _ in range(3)]
    for person, tries in zip(people, (4, 4, 2), strict=True):
        give_app(person)
        browser = first_step(Browser(app), person)
        for _ in range(tries):
            second_step(browser, "000000")
    answer = second_step(browser, "000000")
    assert answer.status == 429
    assert 0 < int(answer.response.headers["Retry-After"]) <= 300


def test_hundredth_wrong_code_in_a_row_stops_the_app_and_not_the_second_step(browser: Browser) -> None:
    ada = make_user()
    phone = give_app(ada)
    with saving() as session:
        session.execute(update(Totp).values(wrong_in_a_row=Limits().factor_stop - 1))
    second_step(first_step(browser, ada), "000000")
    assert second_step(browser, phone.code()).errors == [WRONG]
    assert "Your authenticator app was stopped" in found(select(OutboxMail.subject))
    assert second_step(browser, codes_of(SEED)[4]).path == "/"


def test_right_code_ends_the_row_of_wrong_ones(browser: Browser) -> None:
    ada = make_user()
    phone = give_app(ada)
    second_step(first_step(browser, ada), "000000")
    assert only(select(Totp.wrong_in_a_row)) == 1
    second_step(browser, phone.code())
    assert only(select(Totp.wrong_in_a_row)) == 0


def test_wrong_code_is_mailed_once_an_hour(app: Flask, clock: Clock) -> None:
    ada = make_user()
    give_app(ada)
    browser = first_step(Browser(app), ada)
    mails = []
    for minutes in (1, 59, 1):
        second_step(browser, "000000")
        mails.append(count(OutboxMail))
        clock.move(minutes=minutes, seconds=1)
        browser = first_step(Browser(app), ada)
    assert mails == [1, 1, 2]
    assert set(found(select(OutboxMail.subject))) == {"Somebody knows your password"}


def test_recovery_code_opens_once_and_says_how_many_are_left(app: Flask) -> None:
    ada = make_user()
    give_app(ada)
    code = codes_of(SEED)[3]
    assert second_step(first_step(Browser(app), ada), code.lower().replace("-", " ")).path == "/"
    assert only(select(OutboxMail.subject).where(OutboxMail.subject.like("A recovery%"))) == "A recovery code was used, 9 left"
    assert second_step(first_step(Browser(app), ada), code).errors == [WRONG]


def test_code_under_another_number_is_wrong(browser: Browser) -> None:
    ada = make_user()
    give_app(ada)
    assert second_step(first_step(browser, ada), "4" + codes_of(SEED)[3][1:]).errors == [WRONG]


def test_somebody_elses_code_is_wrong(browser: Browser) -> None:
    ada = make_user()
    give_app(make_user())
    give_app(ada, codes=False)
    assert second_step(first_step(browser, ada), codes_of(SEED)[3]).errors == [WRONG]


def test_empty_code_is_not_counted(browser: Browser) -> None:
    ada = make_user()
    give_app(ada)
    assert "Enter the code" in second_step(first_step(browser, ada), "").errors[0]
    assert only(select(Totp.wrong_in_a_row)) == 0
