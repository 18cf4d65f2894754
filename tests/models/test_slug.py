"""Addresses made from titles."""

import pytest

from webapp.models.slug import free_slug, slug_of


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Summer course 2027", "summer-course-2027"),
        ("  Été — à la mer!  ", "ete-a-la-mer"),
        ("日本語", "form"),
        ("a" * 200, "a" * 60),
        ("Word " * 30, "-".join(["word"] * 12)),
    ],
)
def test_a_title_becomes_an_address(title: str, slug: str) -> None:
    assert slug_of(title) == slug


def test_a_taken_address_gets_the_next_free_number() -> None:
    assert free_slug("course", {"course", "course-2", "course-4"}) == "course-3"


def test_a_numbered_address_stays_within_its_length() -> None:
    long = "a" * 60
    assert free_slug(long, {long}) == "a" * 58 + "-2"
