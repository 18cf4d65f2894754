"""A colour is taken only where it can be read."""

import pytest

from webapp.models.accent import check_accent, contrast


def test_a_dark_colour_is_taken_in_one_spelling() -> None:
    assert check_accent(" 7a1f5c ") == "#7A1F5C"


@pytest.mark.parametrize("typed", ["", "red", "#12345", "#1234567", "#12345G", "url(x)", "#1F5A45;}"])
def test_what_is_no_colour_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="six digits"):
        check_accent(typed)


def test_a_pale_colour_is_refused_with_its_contrast() -> None:
    with pytest.raises(ValueError, match=r"1\.0 to 1"):
        check_accent("#FFFF00")


def test_contrast_is_what_wcag_says() -> None:
    assert round(contrast("#000000", "#FFFFFF"), 2) == 21
    assert round(contrast("#777777", "#FFFFFF"), 2) == 4.48
