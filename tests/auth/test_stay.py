"""Logging in to an account that is about to be deleted leads to one question, and nowhere else."""

from flask import Flask
from sqlalchemy import select

from tests.support.acting import does, person
from tests.support.browser import Browser
from tests.support.clock import Clock
from tests.support.factors import first_step, give_app, second_step
from tests.support.make import make_user, sign_in
from tests.support.post import subjects
from tests.support.stage import found, only, own_context
from tests.support.tokens import ask, give_token
from webapp.database import writing
from webapp.models.event import Event
from webapp.models.leaving import leave
from webapp.models.login_session import LoginSession
from webapp.models.user import User

QUESTION = "Keep your account?"


def leaver(**values: str) -> User:
    ada = make_user(**values)
    with own_context(), writing():
        leave(person(ada))
    return ada


def open_log_ins() -> int:
    return len(found(select(LoginSession.id).where(LoginSession.revoked_at.is_(None))))


def test_the_right_password_leads_to_the_question_and_opens_nothing(browser: Browser) -> None:
    ada = leaver()
    assert first_step(browser, ada).heading == QUESTION
    assert open_log_ins() == 0
    for path in ("/account", "/forms", "/submissions"):
        assert browser.open(path).heading == "Log in"
    assert only(select(User.status)) == "deleted"


def test_keeping_it_logs_in_and_undoes_everything(browser: Browser) -> None:
    ada = leaver()
    first_step(browser, ada).press("Keep my account")
    assert browser.has("Your account is kept")
    assert browser.open("/account").heading == "Your account"
    user = only(select(User))
    assert (user.status, user.deleted_at, user.deletion_due_at) == ("active", None, None)


def test_keeping_it_is_mailed_and_recorded(browser: Browser) -> None:
    ada = leaver()
    first_step(browser, ada).press("Keep my account")
    assert subjects(ada.email)[:2] == ["Your account will be deleted", "Your account is kept"]
    told = ["user.deletion_scheduled", "user.deletion_cancelled", "login_success"]
    assert found(select(Event.action).order_by(Event.id)) == told


def test_what_died_stays_dead_when_the_account_is_kept(browser: Browser, app: Flask) -> None:
    ada = make_user()
    other, token = sign_in(Browser(app), ada), give_token(ada)
    with own_context(), writing():
        leave(person(ada))
    first_step(browser, ada).press("Keep my account")
    assert other.open("/account").heading == "Log in"
    assert ask(app, token).status_code == 401


def test_keeping_it_does_not_count_as_a_confirmation(browser: Browser) -> None:
    first_step(browser, leaver()).press("Keep my account")
    assert browser.open("/account/delete").heading == "Confirm it's you"


def test_a_wrong_password_learns_nothing(browser: Browser) -> None:
    ada = leaver()
    browser.open("/login").fill({"Email": ada.email, "Password": "wrong"}).press("Log in")
    assert browser.errors == ["Email or password is incorrect."]


def test_the_second_step_is_asked_first(browser: Browser) -> None:
    ada = make_user()
    app = give_app(ada)
    with own_context(), writing():
        leave(person(ada))
    assert first_step(browser, ada).path == "/login/second-step"
    assert browser.open("/login/keep-account").heading == "Log in"
    first_step(browser, ada)
    assert second_step(browser, app.code()).heading == QUESTION


def test_after_the_grace_the_account_is_gone(browser: Browser, clock: Clock) -> None:
    ada = leaver()
    clock.move(days=14)
    assert first_step(browser, ada).errors == ["Email or password is incorrect."]


def test_the_answer_counts_for_ten_minutes(browser: Browser, clock: Clock) -> None:
    ada = leaver()
    first_step(browser, ada)
    clock.move(minutes=10)
    assert browser.press("Keep my account").heading == "Log in"
    assert only(select(User.status)) == "deleted"


def test_whom_an_administrator_deleted_is_not_asked(browser: Browser) -> None:
    ada = make_user(status="deleted")
    assert first_step(browser, ada).errors == ["Email or password is incorrect."]


def test_keeping_it_twice_is_told(app: Flask) -> None:
    ada = leaver()
    first, second = Browser(app), Browser(app)
    first_step(first, ada)
    first_step(second, ada)
    first.press("Keep my account")
    assert second.press("Keep my account").heading == "Log in"
    assert found(select(Event.action)).count("user.deletion_cancelled") == 1


def test_who_was_suspended_meanwhile_cannot_come_back(browser: Browser, app: Flask) -> None:
    ada, owner = leaver(), make_user("owner")
    waiting = first_step(Browser(app), ada)
    does(owner, "suspend", ada, reason="Rude")
    assert waiting.press("Keep my account").heading == "Log in"
    first_step(browser, ada)
    assert browser.errors == ["Your account is suspended. Ask an administrator if you think this is a mistake."]
    assert only(select(User.status).where(User.id == ada.id)) == "deleted"
    assert open_log_ins() == 0


def test_administrators_suspend_who_is_leaving_on_their_page(app: Flask) -> None:
    ada, admin = leaver(name="Ada"), sign_in(Browser(app), make_user("owner"))
    admin.open(f"/admin/users/{ada.id}").follow("Suspend")
    admin.fill({"Reason": "Rude"}).press("Suspend Ada")
    assert admin.has("and are suspended: they cannot log in to keep it")
    assert admin.press("Lift the suspension").has("they can log in and keep it")
