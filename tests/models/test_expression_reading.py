"""Reading calculations: their normal form, and what is wrong in a sentence with its place."""

from typing import Any

import pytest

from webapp.models.expression_reading import MOST_DEEP, MOST_SIZE, read_expression


def problems(document: Any) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    read_expression(document, "expr", found)
    return found


def test_one_thing_that_is_counted_needs_no_list() -> None:
    assert read_expression({"count": [{"f": "f_a"}]}, "", []) == {"count": {"f": "f_a"}}


def test_numbers_may_be_written_bare_and_keep_the_zeros_of_their_author() -> None:
    assert read_expression({"sum": [3, "12.50"]}, "", []) == {"sum": ["3", "12.50"]}


@pytest.mark.parametrize(
    ("document", "path", "sentence"),
    [
        ({"sum": []}, "expr.sum", "must be a list of 1 to 50 parts"),
        ({"sum": ["1"] * 51}, "expr.sum", "must be a list of 1 to 50 parts"),
        ({"sum": {"f": "f_a"}}, "expr.sum", "must be a list of 1 to 50 parts"),
        ({"days_between": ["2026-01-01"]}, "expr.days_between", "must be a list of two days"),
        ({"mul": ["1", "1e9"]}, "expr.mul[1]", 'must be a question, a calculation, or a number in quotes, for example "12.50"'),
        ({"mul": ["٣"]}, "expr.mul[0]", 'must be a question, a calculation, or a number in quotes, for example "12.50"'),
        ({"mul": [True]}, "expr.mul[0]", 'must be a question, a calculation, or a number in quotes, for example "12.50"'),
        ({"upper": None}, "expr.upper", "must be a value in quotes, true or false"),
        (1.5, "expr", "must be a value in quotes, true or false"),
    ],
)
def test_what_is_no_calculation(document: Any, path: str, sentence: str) -> None:
    assert problems(document) == [(path, sentence)]


@pytest.mark.parametrize("document", [{"f": "a"}, {"f": "f_a", "v": 1}, {"sqrt": ["1"]}, {}, {"sum": ["1"], "mul": ["1"]}])
def test_an_unknown_operation_is_refused_with_an_example(document: Any) -> None:
    ((path, sentence),) = problems(document)
    assert path == "expr"
    assert sentence.startswith('must be a question, {"f": "f_7k2m"}, a value in quotes, or a calculation such as')


def test_nesting_and_size_have_an_end() -> None:
    deep: Any = {"f": "f_a"}
    for _ in range(3_000):
        deep = {"upper": deep}
    assert problems(deep) == [("expr" + ".upper" * MOST_DEEP, f"must not be nested more than {MOST_DEEP} deep")]
    assert problems({"sum": [{"sum": ["1"] * 50}] * 12}) == [("expr", f"must not have more than {MOST_SIZE} parts in all")]
