"""New passwords that are known from a leak, asked of a real service on the loopback address."""

import hashlib
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from flask import Flask

from tests.support.browser import Browser
from tests.support.make import PASSWORD, make_user, sign_in

LEAKED = "seven green parrots whistle"
DIGEST = hashlib.sha1(LEAKED.encode()).hexdigest().upper()
REFUSED = "This password is known from a leak. Choose a different one."


class Leaks(ThreadingHTTPServer):
    """Answers each range with LEAKED and a line that only pads; keeps what it was asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.asked: list[str] = []
        self.count, self.delay = "12", 0.0


class Answer(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        leaks: Leaks = self.server  # type: ignore[assignment]
        leaks.asked.append(self.path)
        time.sleep(leaks.delay)
        self.send_response(200)
        self.end_headers()
        self.wfile.write(f"{'0' * 35}:0\r\n{DIGEST[5:]}:{leaks.count}\r\n".encode())

    def log_message(self, *words: object) -> None:
        """Nothing on the console of the tests."""


@pytest.fixture
def leaks(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Leaks]:
    with Leaks() as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{running.server_port}/range"
        monkeypatch.setitem(app.config, "LODGE", replace(app.config["LODGE"], breached_passwords_url=url))
        yield running
        running.shutdown()


def choose(browser: Browser, password: str) -> Browser:
    typed = {"Current password": PASSWORD, "New password": password}
    return sign_in(browser, make_user()).open("/account/password").fill(typed).press("Change your password")


def test_leaked_password_is_refused(browser: Browser, leaks: Leaks) -> None:
    assert choose(browser, LEAKED).errors == [REFUSED]


def test_only_five_characters_of_a_hash_leave(browser: Browser, leaks: Leaks) -> None:
    choose(browser, LEAKED)
    assert leaks.asked == [f"/range/{DIGEST[:5]}"]


def test_password_that_is_in_no_leak_is_taken(browser: Browser, leaks: Leaks) -> None:
    assert choose(browser, "eight blue parrots whistle").status == 200
    assert len(leaks.asked) == 1


def test_line_that_only_pads_the_answer_refuses_nothing(browser: Browser, leaks: Leaks) -> None:
    leaks.count = "0"
    assert choose(browser, LEAKED).path == "/account"


def test_one_that_is_slow_keeps_nobody_from_a_password(browser: Browser, leaks: Leaks) -> None:
    leaks.delay = 10.0
    begun = time.monotonic()
    assert choose(browser, LEAKED).path == "/account"
    assert time.monotonic() - begun < 8.0


def test_nobody_is_asked_until_an_address_is_named(browser: Browser) -> None:
    assert choose(browser, LEAKED).path == "/account"
