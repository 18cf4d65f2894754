"""E-mail addresses."""

import pytest

from tests.kinds.asking import asked, parsed
from webapp.kinds import KINDS


def test_the_domain_is_normalised_and_spaces_around_are_dropped() -> None:
    assert parsed("email", " Ada@EXAMPLE.org ") == "Ada@example.org"


@pytest.mark.parametrize("raw", ["ada", "ada@", "@example.org", "ada@example", "a b@example.org", "ada@exam\x00ple.org"])
def test_what_is_no_address_says_what_one_looks_like(raw: str) -> None:
    sentence = parsed("email", raw, label="E-mail address")
    assert sentence == "E-mail address must be an e-mail address like name@example.org"


def test_a_blank_one_is_asked_for() -> None:
    assert parsed("email", "", label="E-mail address", required=True) == "Enter your e-mail address"


def test_it_is_found_whatever_its_case() -> None:
    assert KINDS["email"].keys(asked("email"), "Ada@example.org") == ("ada@example.org",)
