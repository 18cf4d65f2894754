"""Rankings."""

from typing import Any

import pytest

from tests.kinds.asking import asked, options, parsed, typed, wrong_part
from tests.kinds.test_question import drawn
from tests.kinds.test_settings import errors, given
from webapp.kinds import KINDS

RANKING = KINDS["ranking"]
THREE: dict[str, Any] = {"label": "Workshops", "options": options("Pottery", "Chess", "Choir")}


def test_places_make_a_list_from_the_first_on() -> None:
    raw = typed("ranking", ("f_a-o_1", "3"), ("f_a-o_2", "1"), ("f_a-o_3", "2"))
    assert parsed("ranking", raw, **THREE) == ["o_2", "o_3", "o_1"]
    assert parsed("ranking", {"o_3": "1"}, places=1, **THREE) == ["o_3"]
    assert parsed("ranking", {"o_1": ""}, **THREE) is None


@pytest.mark.parametrize(
    ("raw", "sentence", "part"),
    [
        ({"o_1": "1", "o_3": "1"}, "Give “Pottery” and “Choir” different places under “Workshops”", "o_3"),
        ({"o_1": "1", "o_2": "3"}, "Give “Chess” a place from 1 to 2 under “Workshops”", "o_2"),
        ({"o_1": "٣"}, "Give “Pottery” a place from 1 to 2 under “Workshops”", "o_1"),
        ({"o_1": "1_0"}, "Give “Pottery” a place from 1 to 2 under “Workshops”", "o_1"),
        ({"o_1": "2"}, "Give an option place 1 under “Workshops”", "o_2"),
        ({"o_1": "1"}, "Give an option place 2 under “Workshops”", "o_2"),
        ({"o_9": "1"}, "Give places only to the options listed under “Workshops”", None),
        ({}, "Give an option place 1 under “Workshops”", "o_1"),
        (["o_1", "o_2"], "Give an option place 1 under “Workshops”", "o_1"),
    ],
)
def test_the_place_to_mend_is_named(raw: Any, sentence: str, part: str | None) -> None:
    assert parsed("ranking", raw, places=2, required=True, **THREE) == sentence
    assert wrong_part("ranking", raw, places=2, required=True, **THREE) == part


def test_it_reads_with_its_places_and_a_table_holds_them() -> None:
    question = asked("ranking", **THREE)
    assert RANKING.text(question, ["o_2", "o_1"]) == "1. Chess, 2. Pottery"
    assert RANKING.cells(question, ["o_2", "o_1"]) == ("2", "1", "")
    assert RANKING.keys(question, ["o_2", "o_1"]) == ("o_2",)


def test_options_are_drawn_in_the_order_of_their_places() -> None:
    html = drawn("ranking", {"f_a-o_3": "1", "f_a-o_1": "x"}, **THREE)
    assert html.index("Choir") < html.index("Pottery") < html.index("Chess")


def test_everything_is_ranked() -> None:
    assert errors(given("ranking", options="A | other\nB"))[0].startswith("Options: take “|”")
    assert errors(given("ranking", options="A\nB", places="3")) == ["Places to give must not be more than there are options, 2"]
