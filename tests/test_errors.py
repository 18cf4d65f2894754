"""What is said when something is wrong: what happened, what to do, a number to quote, and nothing of the inside."""

from pathlib import Path

import psycopg
import pytest
import structlog
from flask import Flask, g
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from structlog.testing import capture_logs

from tests.support.browser import Browser
from tests.support.make import PASSWORD, make_user, sign_in
from tests.support.quick import use_quick_hashes
from tests.support.stage import only, own_context, saving
from webapp.database import writing
from webapp.errors import conflict
from webapp.extensions import db
from webapp.models.login_session import LoginSession
from webapp.models.user import User

INSIDE = ("Traceback", "sqlalchemy", "psycopg", "sqlite", "File ", "SELECT", "webapp/")


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    use_quick_hashes(monkeypatch)


def take_away(app: Flask) -> None:
    """The database is gone for real: no file to open, no connection let in."""
    with own_context():
        address = db.engine.url.render_as_string(hide_password=False)
        db.session.remove()
        db.engine.dispose()
    if address.startswith("sqlite"):
        file = Path(address.removeprefix("sqlite:///"))
        file.rename(f"{file}.away")
        file.mkdir()
    else:
        close_doors(address, "false")


def bring_back(app: Flask) -> None:
    with own_context():
        address = db.engine.url.render_as_string(hide_password=False)
        db.session.remove()
    if address.startswith("sqlite"):
        file = Path(address.removeprefix("sqlite:///"))
        file.rmdir()
        Path(f"{file}.away").rename(file)
    else:
        close_doors(address, "true")


def close_doors(address: str, allowed: str) -> None:
    server, _, name = address.replace("+psycopg", "").rpartition("/")
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS {allowed}')  # type: ignore[arg-type]
        connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])


def test_a_database_that_is_away_is_a_503_and_comes_back_by_itself(app: Flask) -> None:
    """ASVS 16.5.2, 16.5.3: nothing fails open, and no restart is needed."""
    browser = sign_in(Browser(app), make_user())
    assert browser.open("/forms").status == 200
    take_away(app)
    try:
        answer = browser.send("GET", "/forms")
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
        assert not [word for word in INSIDE if word in answer.text]
        assert "Nothing that was confirmed is lost" in answer.text
        assert [browser.send("GET", path).status_code for path in ("/readyz", "/livez")] == [503, 200]
    finally:
        bring_back(app)
    assert browser.open("/forms").status == 200
    assert browser.open("/readyz").status == 200


def test_a_schema_that_is_old_is_not_ready(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    browser.open("/readyz")
    monkeypatch.setitem(browser.client.application.extensions, "lodge_schema", "a newer one")
    answer = browser.send("GET", "/readyz")
    assert (answer.status_code, answer.text) == (503, "schema\n")


def test_a_mistake_of_ours_shows_nothing_of_the_inside(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """ASVS 16.5.1, 13.4.2."""

    def broken() -> str:
        raise RuntimeError("SELECT secret FROM webapp/")

    broken.is_public = True  # type: ignore[attr-defined]
    monkeypatch.setitem(browser.client.application.view_functions, "main.home.about", broken)
    browser.open("/about")
    assert (browser.status, browser.heading) == (500, "Something went wrong")
    assert browser.has(browser.response.headers["X-Request-ID"])
    assert not [word for word in INSIDE if word in browser.html]


@pytest.mark.parametrize(
    ("method", "path", "status", "heading"),
    [
        ("GET", "/no/such", 404, "Page not found"),
        ("POST", "/about", 405, "Not possible here"),
        ("GET", "/?a=%FF", 400, "Bad request"),
        ("GET", "/admin/users", 403, "Not allowed"),
    ],
)
def test_each_refusal_says_what_happened_and_what_to_do(
    browser: Browser, method: str, path: str, status: int, heading: str
) -> None:
    sign_in(browser, make_user())
    browser.go(method, path)
    assert (browser.status, browser.heading) == (status, heading)
    assert browser.has("What you can do")
    assert browser.has(browser.response.headers["X-Request-ID"])
    assert browser.has("Go to the start page")


def test_a_stale_token_keeps_what_was_typed(browser: Browser) -> None:
    sign_in(browser, make_user()).open("/account/name").fill({"Name": "Grace <Hopper>"})
    browser.remember(csrf_token="f" * 40)  # logged in again in another tab
    browser.press("Save your name")
    assert (browser.status, browser.heading) == (400, "Press Continue again")
    assert only(select_name()) != "Grace <Hopper>"
    assert browser.has("Check what you typed, then press Continue.")
    assert not browser.has("Row version")
    browser.press("Continue")
    assert only(select_name()) == "Grace <Hopper>"


def test_passwords_are_not_kept(browser: Browser) -> None:
    sign_in(browser, make_user()).open("/account/password")
    browser.remember(csrf_token="f" * 40)
    answer = browser.send("POST", "/account/password", {"password": PASSWORD, "new_password": "another one 99"})
    assert answer.status_code == 400
    assert PASSWORD not in answer.text
    assert "another one 99" not in answer.text


def test_what_was_typed_when_the_log_in_had_ended_comes_back(browser: Browser) -> None:
    ada = make_user()
    sign_in(browser, ada).open("/account/name").fill({"Name": "Grace"})
    with saving() as session:
        session.execute(text("UPDATE login_session SET revoked_at = created_at"))
    browser.press("Save your name")
    assert browser.path == "/login"
    browser.fill({"Email": ada.email, "Password": PASSWORD}).press("Log in")
    assert (browser.path, browser.heading) == ("/resume", "Check it and continue")
    browser.press("Continue")
    assert only(select_name()) == "Grace"


def test_it_comes_back_to_the_same_person_only(browser: Browser) -> None:
    ada, bob = make_user(), make_user()
    sign_in(browser, ada).open("/account/name").fill({"Name": "Grace"})
    with saving() as session:
        session.execute(text("UPDATE login_session SET revoked_at = created_at"))
    browser.press("Save your name").fill({"Email": bob.email, "Password": PASSWORD}).press("Log in")
    assert not browser.has("Grace")
    assert "Grace" not in browser.html


def select_name() -> object:
    """The name of whoever has a log-in here."""
    return db.select(User.name).where(
        User.id == db.select(LoginSession.user_id).order_by(LoginSession.id).limit(1).scalar_subquery()
    )


def test_log_of_a_broken_constraint_names_it_and_nobodys_address(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("webapp.errors.log", structlog.get_logger("fresh"))  # the other has kept where it writes
    ada = make_user(email="ada@example.org")
    with capture_logs() as lines, app.test_request_context():
        g.request_id = "0" * 16
        with pytest.raises(IntegrityError) as caught, writing() as session:
            session.add(User(name="Ada", email=ada.email))
        conflict(caught.value)
    assert [line["constraint"] for line in lines if line["event"] == "constraint"] == ["uq_user_email_key"]
