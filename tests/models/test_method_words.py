"""What somebody logged in with, as people read it."""

import pytest

from webapp.models.method_words import methods_in_words


@pytest.mark.parametrize(
    ("noted", "words"),
    [
        ("password", "password"),
        ("oidc", "another provider"),
        ("password and app code", "password, app code"),
        ("oidc, trusted browser", "another provider, trusted browser"),
        ("something of a later version", "something of a later version"),
        ("", ""),
    ],
)
def test_methods_are_named_one_after_the_other(noted: str, words: str) -> None:
    assert methods_in_words(noted) == words
