"""Signatures, drawn or typed."""

import json
from typing import Any

import pytest

from tests.kinds.asking import asked, parsed, typed
from tests.kinds.test_question import drawn
from webapp.kinds import KINDS

SIGNATURE = KINDS["signature"]
DRAWN = "10 20 30 40 50 60;100 100 600 200"
STROKES = [[10, 20, 30, 40, 50, 60], [100, 100, 600, 200]]


def test_what_was_drawn_is_kept_as_whole_numbers() -> None:
    assert parsed("signature", typed("signature", ("f_a", ""), ("f_a-strokes", DRAWN))) == {"strokes": STROKES}


def test_a_name_is_a_signature_where_nothing_was_drawn() -> None:
    assert parsed("signature", typed("signature", ("f_a", " Ada "), ("f_a-strokes", ""))) == {"name": "Ada"}
    assert parsed("signature", typed("signature", ("f_a", "Ada"))) == {"name": "Ada"}
    assert parsed("signature", {"name": "Ada", "strokes": DRAWN}, typed=True) == {"name": "Ada"}


@pytest.mark.parametrize(
    "strokes", ["x", "1 2 3", "601 1 2 2 3 3 4 4", "1 201 2 2 3 3 4 4", "-1 2 3 4", "1;;2", "٣ 3", "1e9 1", "NaN NaN"]
)
def test_what_is_no_drawing_is_refused(strokes: str) -> None:
    sentence = parsed("signature", {"strokes": strokes}, label="Signature")
    assert sentence == "Signature could not be read: draw it again, or type your name"


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        ({"strokes": "1 1 2 2"}, "Signature must be more than a dot: draw it again, or type your name"),
        ({"strokes": "1 " * 3_001}, "Signature has too many lines: draw it again, or type your name"),
        ({"name": "a" * 201}, "Signature must be 200 characters or fewer"),
        ({"name": "a\x00"}, "Signature contains a character that cannot be read: delete it or type it again"),
        ({"name": "\u200b", "strokes": ""}, "Draw your signature or type your full name under “Signature”"),
        (["Ada"], "Draw your signature or type your full name under “Signature”"),
    ],
)
def test_the_rest_says_how_to_mend_it(raw: Any, sentence: str) -> None:
    assert parsed("signature", raw, label="Signature", required=True) == sentence


def test_the_largest_drawing_stays_small() -> None:
    largest = parsed("signature", {"strokes": ("1 1 " * 1_500)[:5_999].strip()})
    assert len(json.dumps(largest, separators=(",", ":"))) < 6_200


def test_it_is_drawn_back_as_the_path_of_an_image() -> None:
    shown = SIGNATURE.display(asked("signature"), {"strokes": STROKES})
    assert (shown.shape, shown.items) == ("strokes", ("M10 20 30 40 50 60M100 100 600 200",))
    assert SIGNATURE.text(asked("signature"), {"strokes": STROKES}) == "Signed by hand"


def test_a_page_with_a_mistake_keeps_the_drawing() -> None:
    assert f'value="{DRAWN}"' in drawn("signature", {"f_a": "", "f_a-strokes": DRAWN})
