"""Lodge behind the nginx of deploy/: what the two make of a request together."""

import http.cookies
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.support.live import Live, serve
from tests.support.make import PASSWORD
from tests.support.nginx import NAME, Nginx, nginx
from tests.support.page import Page
from tests.support.run_folder import free_port

HOME = f"https://{NAME}"


@dataclass(frozen=True)
class Portal:
    """nginx, and Lodge behind it."""

    front: Nginx
    lodge: Live


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    folder = tmp_path_factory.mktemp("deploy")
    with serve(folder / "instance", base_url=HOME, trusted_proxies="127.0.0.1", workers="1") as lodge:
        port = int(lodge.url.rpartition(":")[2])
        with nginx(folder / "nginx", port) as front:
            yield Portal(front, lodge)


def sign_up(front: Nginx, email: str, **headers: str) -> int:
    """Send the sign-up page that was found, as a browser would; the status of the answer."""
    answer, body = front.ask("GET", "/signup")
    fields = {one.get("name", ""): one.get("value", "") for one in Page(body.decode()).every("input")}
    fields |= {"name": "Ada Behind", "email": email, "password": PASSWORD}
    cookies = http.cookies.SimpleCookie(answer.headers["Set-Cookie"])
    sent = {"Cookie": "; ".join(f"{one.key}={one.value}" for one in cookies.values())}
    sent |= {"Content_Type": "application/x-www-form-urlencoded", "Origin": HOME, "Sec_Fetch_Site": "same-origin"}
    return front.ask("POST", "/signup", urlencode(fields), **sent | headers)[0].status


def test_plain_http_is_sent_to_https(portal: Portal) -> None:
    answer, _ = portal.front.ask("GET", "/login?a=b", plain=True)
    assert (answer.status, answer.headers["Location"]) == (308, f"{HOME}/login?a=b")


def test_pages_come_through_with_their_headers(portal: Portal) -> None:
    answer, body = portal.front.ask("GET", "/login")
    assert answer.status == 200
    assert b"<h1>Log in</h1>" in body
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    assert "'nonce-" in answer.headers["Content-Security-Policy"]


def test_nobody_tells_a_version(portal: Portal) -> None:
    answer, _ = portal.front.ask("GET", "/login")
    assert answer.headers.get_all("Server") == ["nginx"]


def test_the_cookie_is_for_this_host_and_for_https_only(portal: Portal) -> None:
    cookie = portal.front.ask("GET", "/login")[0].headers["Set-Cookie"]
    assert cookie.startswith("__Host-lodge=")
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))


def test_nginx_gives_the_number_of_the_request(portal: Portal) -> None:
    answer, _ = portal.front.ask("GET", "/login", X_Request_ID="mine-own-number")
    assert re.fullmatch("[0-9a-f]{32}", answer.headers["X-Request-ID"])


def test_a_sign_up_is_noted_with_the_true_sender(portal: Portal) -> None:
    assert sign_up(portal.front, "true.sender@example.org", X_Forwarded_For="203.0.113.9") == 303
    with sqlite3.connect(portal.lodge.instance / "lodge.db") as database:
        networks = {row[0] for row in database.execute("SELECT network FROM login_session")}
    assert networks == {"127.0.0.2"}


def test_another_site_signs_nobody_up(portal: Portal) -> None:
    assert sign_up(portal.front, "lured@example.org", Origin="https://elsewhere.example") == 403


def test_too_much_is_refused_in_words(portal: Portal) -> None:
    answer, body = portal.front.ask("POST", "/login", b"x" * (3 << 19), Content_Type="application/x-www-form-urlencoded")
    assert answer.status == 413
    assert b"<h1>Too large</h1>" in body


def test_static_files_are_compressed_and_pages_are_not(portal: Portal) -> None:
    style, _ = portal.front.ask("GET", "/static/css/base.css", Accept_Encoding="gzip")
    page, _ = portal.front.ask("GET", "/login", Accept_Encoding="gzip")
    assert (style.headers["Content-Encoding"], page.headers["Content-Encoding"]) == ("gzip", None)


def test_a_portal_that_is_being_restarted_says_when_to_come_back(tmp_path: Path) -> None:
    with nginx(tmp_path / "nginx", free_port()) as front:
        answer, body = front.ask("GET", "/")
    assert (answer.status, answer.headers["Retry-After"]) == (503, "5")
    assert b"not available right now" in body
