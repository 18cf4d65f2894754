"""Domains as they are compared: exactly, and subdomains only where a dot says so."""

import pytest

from webapp.models.mail_domain import check_domains, is_listed

LIST = "example.org\n.uni.example\nbücher.example"


@pytest.mark.parametrize(
    "email",
    [
        "ada@example.org",
        "ada@EXAMPLE.org",
        "ada@cs.uni.example",
        "ada@a.b.uni.example",
        "ada@xn--bcher-kva.example",
        "ada@BÜCHER.example",
    ],
)
def test_an_address_of_a_listed_domain_is_in(email: str) -> None:
    assert is_listed(email, LIST)


@pytest.mark.parametrize(
    "email",
    ["ada@sub.example.org", "ada@example.org.evil.test", "ada@notexample.org", "ada@uni.example", "ada@buecher.example", "ada@"],
)
def test_any_other_is_out(email: str) -> None:
    assert not is_listed(email, LIST)


def test_the_list_is_stored_one_a_line() -> None:
    assert check_domains(" example.org, .uni.example;bücher.example ") == LIST


@pytest.mark.parametrize("typed", ["@example.org", "example", "*.example.org", "a b.c/d", "http://example.org"])
def test_what_is_no_domain_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="is no domain"):
        check_domains(typed)
