"""What every answer carries: pages, redirects, refusals, files, downloads, failures."""

import re

import pytest
from werkzeug.test import TestResponse

from tests.support.visits import Portal

POLICY = (
    r"default-src 'none'; script-src 'nonce-([\w-]{22})' 'strict-dynamic'; style-src 'self'; img-src 'self' data:; "
    r"font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
# status, who, method, address
ANSWERS = (
    (200, "visitor", "GET", "/login"),
    (200, "member", "GET", "/forms"),
    (200, "visitor", "GET", "/livez"),
    (200, "visitor", "GET", "/static/css/base.css"),
    (200, "owner", "GET", "/admin/forms/1/export"),
    (200, "owner", "POST", "/inbox/forms/1/export"),
    (303, "visitor", "GET", "/forms"),
    (308, "visitor", "GET", "//forms"),
    (400, "visitor", "GET", "/?%00"),
    (403, "member", "GET", "/admin/users"),
    (404, "visitor", "GET", "/no/such"),
    (404, "visitor", "GET", "/static/no/such.css"),
    (405, "member", "POST", "/forms"),
    (410, "visitor", "GET", "/reset-password"),
    (422, "visitor", "POST", "/login"),
)


def policy_of(answer: TestResponse) -> str:
    """The nonce of an answer whose policy is the one of this house."""
    found = re.fullmatch(POLICY, answer.headers["Content-Security-Policy"])
    assert found
    return found[1]


def check(answer: TestResponse, status: int) -> None:
    assert answer.status_code == status
    assert {name: answer.headers.get(name) for name in ALWAYS} == ALWAYS
    assert "camera=()" in answer.headers["Permissions-Policy"]
    assert re.fullmatch(r"[0-9a-f]{16}", answer.headers["X-Request-ID"])
    assert "Server" not in answer.headers
    assert not [name for name in answer.headers.keys() if name.startswith("Access-Control-")]  # noqa: SIM118
    policy_of(answer)


@pytest.mark.parametrize(("status", "role", "method", "path"), ANSWERS)
def test_every_answer_carries_the_headers(portal: Portal, status: int, role: str, method: str, path: str) -> None:
    """ASVS 3.4.3 to 3.4.6, 3.4.8, 3.2.1, 13.4.6; no CORS: 3.4.2."""
    portal.put_back()
    check(portal.ask(role, method, path), status)


def test_a_file_that_the_browser_has_carries_them_too(portal: Portal) -> None:
    first = portal.ask("visitor", "GET", "/static/css/base.css")
    again = portal.ask("visitor", "GET", "/static/css/base.css", headers={"If-None-Match": first.headers["ETag"]})
    check(again, 304)


def test_a_failure_carries_them_too(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> str:
        raise RuntimeError("a mistake of ours")

    monkeypatch.setitem(portal.app.view_functions, "main.home.about", broken)
    portal.app.view_functions["main.home.about"].is_public = True  # type: ignore[attr-defined]
    check(portal.ask("visitor", "GET", "/about"), 500)


def test_scripts_carry_the_nonce_and_it_is_new_each_time(portal: Portal) -> None:
    nonces = set()
    for _page in range(3):
        answer = portal.ask("visitor", "GET", "/login")
        assert set(re.findall(r'<script[^>]* nonce="([^"]+)"', answer.text)) == {policy_of(answer)}
        nonces.add(policy_of(answer))
    assert len(nonces) == 3


def test_nothing_unsafe_is_allowed(portal: Portal) -> None:
    assert "unsafe" not in portal.ask("visitor", "GET", "/").headers["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["/forms", "/account", "/submissions", "/no/such"])
def test_pages_of_who_is_signed_in_are_not_stored(portal: Portal, path: str) -> None:
    """ASVS 14.2.2, 14.3.2."""
    assert portal.ask("member", "GET", path).headers["Cache-Control"] == "no-store"


def test_downloads_are_not_stored_and_are_files(portal: Portal) -> None:
    answer = portal.ask("owner", "POST", "/inbox/forms/1/export")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="summer-course-')


def test_files_with_a_hash_are_kept_and_others_soon_asked_again(portal: Portal) -> None:
    assert "max-age=31536000" in portal.ask("visitor", "GET", "/static/css/base.css?v=1").headers["Cache-Control"]
    assert portal.ask("visitor", "GET", "/static/css/base.css").headers["Cache-Control"] == "public, max-age=300"


@pytest.mark.parametrize("path", ["/reset-password/" + "a" * 43, "/login/link/" + "a" * 43, "/setup?token=abc"])
def test_an_address_that_opens_a_door_is_told_to_nobody(portal: Portal, path: str) -> None:
    """ASVS 3.4.5, 14.2.1: the token leaves the address at once."""
    answer = portal.ask("visitor", "GET", path)
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "a" * 43 not in answer.headers["Location"]


def test_logging_out_clears_what_the_browser_kept(portal: Portal) -> None:
    """ASVS 14.3.1."""
    portal.put_back()
    assert portal.ask("member", "POST", "/logout").headers["Clear-Site-Data"] == '"cache", "storage"'
