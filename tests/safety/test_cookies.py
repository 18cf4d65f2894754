"""Cookies: their flags, their size, and that a changed one is nobody's."""

import random
from datetime import timedelta

import pytest
from flask import Flask, session

from tests.support import stage
from tests.support.browser import Browser
from tests.support.databases import environ_for, migrated
from tests.support.make import PASSWORD, make_user, sign_in
from tests.support.quick import use_quick_hashes

LONGEST = 1024
# Of no pattern: what is signed is packed first.
LONG = "".join(random.Random(7).choices("abcdefghijklmnopqrstuvwxyz0123456789", k=4000))


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    use_quick_hashes(monkeypatch)


def cookies_of_log_in(app: Flask, base_url: str) -> list[str]:
    """The Set-Cookie lines of a log-in."""
    ada = make_user(email="ada@example.org")
    browser = Browser(app)
    page = browser.client.get("/login", base_url=base_url)
    token = page.text.split('name="csrf_token" value="')[1].split('"')[0]
    typed = {"email": ada.email, "password": PASSWORD, "csrf_token": token}
    answer = browser.client.post("/login", data=typed, base_url=base_url, headers={"Referer": f"{base_url}/login"})
    assert answer.status_code == 303
    return answer.headers.getlist("Set-Cookie")


def test_cookies_are_for_the_server_and_this_site_only(app: Flask) -> None:
    """ASVS 3.3.2, 3.3.4."""
    lines = cookies_of_log_in(app, "http://localhost")
    assert {line.partition("=")[0] for line in lines} == {"lodge", "known"}
    for line in lines:
        assert "; HttpOnly" in line
        assert "; SameSite=Lax" in line
        assert "; Path=/" in line
        assert "Domain=" not in line


def test_over_https_they_are_bound_to_this_host(tmp_path_factory: pytest.TempPathFactory) -> None:
    """ASVS 3.3.1, 3.3.3, 3.4.1."""
    secure = migrated(environ_for(tmp_path_factory.mktemp("https"), base_url="https://portal.example.org"))
    stage.put_on(secure)
    lines = cookies_of_log_in(secure, "https://portal.example.org")
    assert {line.partition("=")[0] for line in lines} == {"__Host-lodge", "__Host-known"}
    assert all("; Secure" in line and "; Path=/" in line and "Domain=" not in line for line in lines)
    answer = secure.test_client().get("/no/such", base_url="https://portal.example.org")
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")


@pytest.mark.parametrize("path", ["/setup?token=" + LONG, "/reset-password/" + LONG, "/forms?q=" + LONG, "/forms/" + LONG + "é"])
def test_no_cookie_grows_with_what_was_asked(browser: Browser, path: str) -> None:
    """ASVS 3.3.5: a browser may drop what is longer, and the log-in with it."""
    for role in ("visitor", "member"):
        visitor = Browser(browser.client.application)
        if role == "member":
            sign_in(visitor, make_user())
        lines = visitor.send("GET", path).headers.getlist("Set-Cookie")
        assert all(len(line) <= LONGEST for line in lines)


def test_a_log_in_survives_a_long_message(browser: Browser) -> None:
    sign_in(browser, make_user())
    browser.remember(_flashes=[("good", LONG)], back="/forms")
    browser.open("/account/name").fill({"Name": "Grace"}).press("Save your name")
    assert browser.open("/account").status == 200


@pytest.mark.parametrize(
    "change", [lambda value: value[:-2] + "aa", lambda value: value[1:], lambda value: "", lambda value: "e30.x.y"]
)
def test_a_changed_cookie_is_nobodys(browser: Browser, change: object) -> None:
    """ASVS 9.1.1 in spirit: only what we signed is read."""
    sign_in(browser, make_user())
    cookie = browser.client.get_cookie("lodge")
    browser.client.set_cookie("lodge", change(cookie.value))  # type: ignore[operator, union-attr]
    assert browser.send("GET", "/account").status_code == 303


def test_a_cookie_without_its_row_is_nobodys(browser: Browser) -> None:
    browser.remember(_user_id="a" * 43, _fresh=True)
    assert browser.send("GET", "/account").status_code == 303


def test_what_one_request_does_to_a_session_no_other_request_sees(app: Flask) -> None:
    """A cookie that comes again is not verified again, but what it holds is copied for each request."""
    sessions = app.session_interface
    kept = sessions.get_signing_serializer(app).dumps({"_user_id": "a", "_flashes": [["good", "one"]]})
    with app.test_request_context(headers={"Cookie": f"lodge={kept}"}):
        session["_flashes"].append(["good", "two"])
        session["_user_id"] = "b"
    with app.test_request_context(headers={"Cookie": f"lodge={kept}"}):
        assert dict(session) == {"_user_id": "a", "_flashes": [["good", "one"]]}


def test_a_cookie_that_has_been_seen_still_grows_old(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = app.session_interface.get_signing_serializer(app).dumps({"_user_id": "a"})
    with app.test_request_context(headers={"Cookie": f"lodge={kept}"}):
        assert session["_user_id"] == "a"
    monkeypatch.setitem(app.config, "PERMANENT_SESSION_LIFETIME", timedelta(seconds=-1))
    with app.test_request_context(headers={"Cookie": f"lodge={kept}"}):
        assert not session


def test_who_is_kept_logged_in_has_a_cookie_that_outlives_the_browser(app: Flask) -> None:
    ada = make_user(email="ada@example.org")
    for keep in (False, True):
        browser = Browser(app).open("/login").fill({"Email": ada.email, "Password": PASSWORD, "Keep me logged in": keep})
        browser.press("Log in")
        cookie = browser.client.get_cookie("lodge")
        assert cookie is not None
        assert (cookie.expires is not None) == keep


def test_what_depends_on_the_cookie_says_so_when_it_is_set_and_when_it_is_read(browser: Browser) -> None:
    for _ in range(2):
        answer = browser.send("GET", "/login")
        assert "Cookie" in [name.strip() for line in answer.headers.getlist("Vary") for name in line.split(",")]
