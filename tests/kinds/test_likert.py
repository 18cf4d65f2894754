"""Grids of statements."""

import re
from typing import Any

import pytest

from tests.kinds.asking import asked, options, parsed, points, typed, wrong_part
from tests.kinds.test_question import drawn
from tests.kinds.test_settings import errors, given
from webapp.kinds import KINDS

LIKERT = KINDS["likert"]
GRID: dict[str, Any] = {"label": "The course", "statements": options("Warm", "Dry"), "scale": points("No", "Yes")}


def test_each_statement_has_its_answer() -> None:
    raw = typed("likert", ("f_a-o_2", "p_1"), ("f_a-o_1", "p_2"), ("f_b-o_1", "p_1"))
    assert parsed("likert", raw, **GRID) == {"o_1": "p_2", "o_2": "p_1"}


def test_statements_may_stay_blank_where_the_question_may() -> None:
    assert parsed("likert", {"o_1": "p_2", "o_2": ""}, **GRID) == {"o_1": "p_2"}
    assert parsed("likert", {"o_1": ""}, **GRID) is None
    assert typed("likert", ("f_a", "p_1")) is None


@pytest.mark.parametrize(
    ("raw", "sentence", "part"),
    [
        ({}, "Select an answer to “Warm” under “The course”", "o_1"),
        ({"o_1": "p_1"}, "Select an answer to “Dry” under “The course”", "o_2"),
        ({"o_1": "p_1", "o_2": "p_9"}, "Select one of the answers offered for “Dry” under “The course”", "o_2"),
        ({"o_1": ["p_1"], "o_2": "p_1"}, "Select an answer to “Warm” under “The course”", "o_1"),
        ({"o_1": "p_1", "o_2": "p_1", "o_9": "p_1"}, "Answer only the statements listed under “The course”", None),
        (["p_1"], "Select an answer to “Warm” under “The course”", "o_1"),
    ],
)
def test_the_statement_to_mend_is_named(raw: Any, sentence: str, part: str | None) -> None:
    assert parsed("likert", raw, required=True, **GRID) == sentence
    assert wrong_part("likert", raw, required=True, **GRID) == part


def test_a_forged_page_is_bounded() -> None:
    raw = typed("likert", *((f"f_a-{place}", "x" * 10_000) for place in range(1_000)))
    assert len(raw) == 60
    assert all(len(text) == 64 for text in raw.values())


def test_a_table_has_a_column_for_each_statement() -> None:
    question = asked("likert", **GRID)
    assert LIKERT.columns(question) == ("The course: Warm", "The course: Dry")
    assert LIKERT.cells(question, {"o_2": "p_1"}) == ("", "No")
    assert LIKERT.text(question, {"o_1": "p_2", "o_9": "p_7"}) == "Warm: Yes; o_9: p_7"


def test_the_error_summary_leads_to_the_first_radio_of_the_row() -> None:
    html = drawn("likert", {"f_a-o_1": "p_1"}, judged=True, required=True, **GRID)
    assert re.search(r'<input type="radio" id="f_a-o_2" name="f_a-o_2" value="p_1">', html)
    assert html.count('aria-invalid="true"') == 1


def test_the_builder_takes_plain_lines() -> None:
    inputs = given("likert", {"scale": points("No")}, statements="Warm\nDry", scale="p_1 = Never\nAlways")
    assert inputs.validate()
    assert [line["label"]["en"] for line in inputs.settings()["scale"]] == ["Never", "Always"]
    assert inputs.settings()["scale"][0]["key"] == "p_1"
    assert errors(given("likert", scale="No | other")) == ["Answers: take “|” and what follows off the line “No”"]
