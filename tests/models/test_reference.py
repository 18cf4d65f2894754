"""Reference numbers."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.models.reference import (
    DIGITS,
    SYMBOLS,
    WrongReference,
    check_character,
    new_reference,
    read_reference,
    show_reference,
)

drawn = st.builds(
    lambda letters, digits: letters[:2] + digits[0] + letters[2:4] + digits[1] + letters[4:],
    st.text(SYMBOLS, min_size=6, max_size=6),
    st.text(DIGITS, min_size=2, max_size=2),
)


def test_a_reference_has_digits_third_and_sixth() -> None:
    for _ in range(500):
        reference = new_reference()
        assert len(reference) == 9
        assert set(reference) <= set(SYMBOLS)
        assert reference[2] in DIGITS
        assert reference[5] in DIGITS


def test_29_symbols_that_cannot_be_taken_for_one_another() -> None:
    assert len(set(SYMBOLS)) == 29
    assert not set("IOQUZ01") & set(SYMBOLS)


def test_500_references_differ() -> None:
    assert len({new_reference() for _ in range(500)}) == 500


@pytest.mark.parametrize("style", ["{}", " {} ", "Reference: {}", "ref no. {}.", "My number is\n{}", "#{}"])
def test_it_is_read_however_it_is_written(style: str) -> None:
    reference = new_reference()
    for shown in (reference, show_reference(reference), show_reference(reference).lower(), " ".join(reference)):
        assert read_reference(style.format(shown)) == reference


@given(drawn, st.integers(0, 8), st.sampled_from(SYMBOLS))
def test_every_single_wrong_character_is_caught(eight: str, place: int, symbol: str) -> None:
    reference = eight + check_character(eight)
    wrong = reference[:place] + symbol + reference[place + 1 :]
    if wrong != reference:
        with pytest.raises(WrongReference, match="one character looks wrong"):
            read_reference(wrong)


@given(drawn, st.integers(0, 7))
def test_every_swap_of_neighbours_is_caught(eight: str, place: int) -> None:
    reference = eight + check_character(eight)
    swapped = reference[:place] + reference[place + 1] + reference[place] + reference[place + 2 :]
    if swapped != reference:
        with pytest.raises(WrongReference):
            read_reference(swapped)


@pytest.mark.parametrize("typed", ["", "AB3D", "-", "٣" * 9, "\x00"])
def test_too_few_characters_say_how_many_there_are(typed: str) -> None:
    with pytest.raises(WrongReference, match="Enter all 9 characters"):
        read_reference(typed)


def test_the_example_in_the_sentence_is_one() -> None:
    with pytest.raises(WrongReference) as refusal:
        read_reference("")
    example = refusal.value.sentence.rpartition(" ")[2]
    assert show_reference(read_reference(example)) == example


@given(st.text())
def test_any_text_is_read_or_refused(typed: str) -> None:
    with suppress(WrongReference):
        assert len(read_reference(typed)) == 9
