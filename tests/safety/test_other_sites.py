"""What another site makes a browser do: nothing is written, nothing can be read."""

import pytest

from tests.support.visits import Portal

FOREIGN = (
    {"Origin": "https://evil.example"},
    {"Origin": "http://localhost.evil.example"},
    {"Origin": "http://localhost:8080"},
    {"Origin": "http://["},
    {"Origin": "file://"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
    {"Origin": "null", "Sec-Fetch-Site": "none"},
    {"Origin": "http://localhost", "Sec-Fetch-Site": "cross-site"},
    {"Origin": "https://evil.example", "Sec-Fetch-Site": "same-origin"},
)
OWN = ({}, {"Origin": "http://localhost"}, {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"},
       {"Origin": "null", "Sec-Fetch-Site": "same-origin"})  # fmt: skip


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
@pytest.mark.parametrize("path", ["/account/name", "/login", "/logout", "/no/such"])
def test_a_write_from_another_site_is_refused_though_its_token_is_right(
    portal: Portal, path: str, headers: dict[str, str]
) -> None:
    """ASVS 3.5.1, 3.5.3."""
    portal.put_back()
    answer = portal.ask("member", "POST", path, {"name": "Mallory"}, headers=headers)
    assert answer.status_code == 403
    assert "another site" in answer.text


@pytest.mark.parametrize("headers", OWN, ids=str)
def test_a_write_from_here_passes(portal: Portal, headers: dict[str, str]) -> None:
    portal.put_back()
    assert portal.ask("member", "POST", "/account/name", {"name": "Grace"}, headers=headers).status_code == 303


def test_links_from_other_sites_may_be_followed(portal: Portal) -> None:
    answer = portal.ask("member", "GET", "/forms", headers={"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"})
    assert answer.status_code == 200


@pytest.mark.parametrize("token", [{}, {"csrf_token": ""}, {"csrf_token": "x.y.z"}])
def test_a_write_without_its_token_is_not_done(portal: Portal, token: dict[str, str]) -> None:
    portal.put_back()
    answer = portal.browser("member").send("POST", "/account/name", {"name": "Mallory", **token})
    assert answer.status_code == 400
    assert "Mallory" not in portal.ask("member", "GET", "/account").text


def test_somebody_elses_token_does_not_help(portal: Portal) -> None:
    other = portal.browser("visitor")
    other.remember(csrf_token="f" * 40)
    assert other.send("POST", "/login", {"csrf_token": portal.token()}).status_code == 400


@pytest.mark.parametrize("method", ["OPTIONS", "GET", "POST"])
def test_no_other_site_may_read_an_answer(portal: Portal, method: str) -> None:
    """ASVS 3.4.2, 3.5.2."""
    asking = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
    answer = portal.browser("member").send(method, "/account", headers=asking)
    assert not [name for name, _ in answer.headers if name.startswith("Access-Control-")]


@pytest.mark.parametrize(
    "override", [{"X-HTTP-Method-Override": "DELETE"}, {"X-HTTP-Method": "PUT"}, {"X-Method-Override": "PUT"}]
)
def test_no_header_makes_another_method_of_a_request(portal: Portal, override: dict[str, str]) -> None:
    """ASVS 4.1.4."""
    assert portal.ask("visitor", "POST", "/tour/entries", {"_method": "DELETE"}, headers=override).status_code == 422


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "BREW"])
def test_other_methods_are_not_possible(portal: Portal, method: str) -> None:
    answer = portal.ask("member", method, "/account/name", {"name": "Mallory"})
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]
