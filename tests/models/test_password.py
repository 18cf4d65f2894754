"""What is asked of a password, and how it is stored."""

from time import perf_counter

import pytest

from webapp.models import password
from webapp.models.password import common, is_outdated, make_hash, matches, problem_with

GOOD = "blue tall otter sings"


def test_hash_is_scrypt_at_the_figures_of_the_house() -> None:
    assert make_hash(GOOD).startswith("scrypt:32768:8:3$")


def test_right_password_matches_and_a_wrong_one_does_not() -> None:
    stored = make_hash(GOOD)
    assert [matches(stored, GOOD), matches(stored, GOOD + " "), matches(stored, GOOD.upper())] == [True, False, False]


def test_two_spellings_of_one_letter_are_one_password() -> None:
    assert matches(make_hash("gr\u00fcne Wiesen"), "gru\u0308ne Wiesen")


def test_without_a_stored_hash_the_same_work_is_done() -> None:
    stored = make_hash(GOOD)

    def seconds(held: str | None) -> float:
        begun = perf_counter()
        assert not matches(held, "wrong")
        return perf_counter() - begun

    pairs = [(seconds(stored), seconds(None)) for _ in range(3)]
    assert min(other for _, other in pairs) > 0.7 * min(one for one, _ in pairs)


def test_nobody_has_the_password_of_the_dummy() -> None:
    assert not matches(None, "")
    assert not matches("", "")


def test_what_is_longer_than_the_longest_never_matches() -> None:
    assert not matches(make_hash("x" * password.LONGEST), "x" * (password.LONGEST + 1))


def test_hash_by_another_method_is_outdated() -> None:
    assert is_outdated("scrypt:32768:8:1$salt$00")
    assert not is_outdated("scrypt:32768:8:3$salt$00")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Enter a password."),
        ("elevenchars", "Use 12 characters or more. Yours has 11."),
        ("x" * 257, "Use 256 characters or fewer."),
        ("twelve\x00chars!", "cannot be typed"),
        ("Ada Lovelace King", "your name"),
        ("adalovelaceking", "your name"),
        ("Ada.King@Example.org", "your name"),
        ("the analytical society", "the name of this site"),
        ("motherfucker", "known to everybody"),
        ("1Q2w3E4r5T6y", "known to everybody"),
        ("abcabcabcabcabc", "easy to guess"),
    ],
)
def test_poor_password_is_refused(typed: str, sentence: str) -> None:
    personal = ("Ada Lovelace King", "ada.king@example.org", "The Analytical Society")
    assert sentence in str(problem_with(typed, shortest=12, personal=personal))


@pytest.mark.parametrize("typed", [GOOD, "  leading and trailing  ", "пароль из слов 42", "🦦🦦 otter 🌊 moon", GOOD * 12])
def test_good_password_may_be_anything_else(typed: str) -> None:
    assert problem_with(typed, shortest=12) is None


def test_length_counts_characters_and_not_bytes() -> None:
    assert problem_with("ééééééé", shortest=8) == "Use 8 characters or more. Yours has 7."


def test_list_of_common_passwords_is_there_without_its_first_lines() -> None:
    assert len(common()) > 15_000
    assert not any(word.startswith("# ") for word in common())
