"""Web addresses."""

import pytest

from tests.kinds.asking import asked, parsed
from webapp.kinds import KINDS

LIKE = "Page must be a web address like https://example.org/pottery"


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("https://example.org", "https://example.org"), ("example.org/a b", None), ("example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("HTTP://Example.ORG/A", "http://example.org/A"), ("bücher.example/ä", "https://xn--bcher-kva.example/%C3%A4"),
        ("https://example.org:8080/x", "https://example.org:8080/x"), ("//example.org", "https://example.org"),
        ("https://example.org/%C3%A4", "https://example.org/%C3%A4"), ("https://192.0.2.7/", "https://192.0.2.7/"),
        ("http://[2001:db8::1]/", "http://[2001:db8::1]/"), ("example.org:8080", "https://example.org:8080"),
    ],
)  # fmt: skip
def test_addresses_as_people_paste_them(raw: str, value: str | None) -> None:
    assert parsed("url", raw, label="Page") == (value or LIKE)


@pytest.mark.parametrize(
    "raw", ["javascript:alert(1)", "data:text/html,x", "ftp://example.org", "mailto:a@example.org", "file:///etc"]
)
def test_only_pages_of_the_web_are_taken(raw: str) -> None:
    assert parsed("url", raw, label="Page") == "Page must begin with https:// or http://"


@pytest.mark.parametrize(
    "raw",
    ["no", "http://", "https://exa mple.org", "https://[1", "https://example.org:99999", "https://-a.org", "https://a..org", "https://\ud800.org",
     "https://example.org/\x00", "https://999.1.1.1", "https://localhost", "https://example.org\\@evil.org", "https://example.org/<script>"],
)  # fmt: skip
def test_what_is_no_address_says_what_one_looks_like(raw: str) -> None:
    assert parsed("url", raw, label="Page") == LIKE


@pytest.mark.parametrize("raw", ["https://ada:secret@example.org", "https://ada@example.org", "https://@example.org"])
def test_passwords_do_not_belong_into_an_address(raw: str) -> None:
    assert parsed("url", raw, label="Page") == "Page must be without a user name or password"


def test_a_long_one_is_refused_also_when_only_its_normal_form_is() -> None:
    longest = "Page must be 2,000 characters or fewer"
    assert parsed("url", "https://example.org/" + "a" * 10_000, label="Page") == longest
    assert parsed("url", "https://example.org/" + "ä" * 1_000, label="Page") == longest


def test_staff_get_a_link() -> None:
    shown = KINDS["url"].display(asked("url"), "https://example.org")
    assert (shown.shape, shown.items) == ("link", ("https://example.org",))
