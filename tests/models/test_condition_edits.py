"""Conditions as lines."""

import pytest

from webapp.models.condition_edits import joined, line, lines_of, without_questions

LEAF = {"f": "f_a", "op": "eq", "v": "1"}
OTHER = {"f": "f_b", "op": "empty"}


@pytest.mark.parametrize(
    ("show", "lines"),
    [(None, []), (LEAF, [LEAF]), ({"all": [LEAF, OTHER]}, [LEAF, OTHER]), ({"not": LEAF}, [{"not": LEAF}])],
)
def test_a_condition_is_lines_that_must_all_hold(show: dict | None, lines: list) -> None:
    assert lines_of(show) == ("all", lines)


def test_any_stays_any() -> None:
    assert lines_of({"any": [LEAF]}) == ("any", [LEAF])


def test_no_lines_are_no_condition() -> None:
    assert joined("all", []) is None


@pytest.mark.parametrize(
    ("op", "values", "is_list", "written"),
    [
        ("in", ["a"], False, {"f": "f_a", "op": "eq", "v": "a"}),
        ("in", ["a"], True, {"f": "f_a", "op": "has", "v": "a"}),
        ("in", ["a", "b"], True, {"f": "f_a", "op": "in", "v": ["a", "b"]}),
        ("none", ["a"], False, {"f": "f_a", "op": "ne", "v": "a"}),
        ("none", ["a"], True, {"not": {"f": "f_a", "op": "has", "v": "a"}}),
        ("none", ["a", "b"], False, {"not": {"f": "f_a", "op": "in", "v": ["a", "b"]}}),
        ("answered", [], False, {"not": {"f": "f_a", "op": "empty"}}),
        ("ge", ["6"], False, {"f": "f_a", "op": "ge", "v": "6"}),
    ],
)
def test_a_line_says_what_was_picked(op: str, values: list, is_list: bool, written: dict) -> None:
    assert line("f_a", op, values, is_list=is_list) == written


def test_lines_and_rules_about_what_is_gone_go_too() -> None:
    document = {
        "pages": [{"uid": "p_1", "show": {"any": [LEAF, OTHER]}, "items": [{"uid": "f_c", "show": LEAF}]}],
        "rules": [{"uid": "r_1", "assert": LEAF, "at": "f_c"}],
    }
    page = {"uid": "p_1", "show": {"any": [OTHER]}, "items": [{"uid": "f_c"}]}
    assert without_questions(document, ["f_a"]) == {"pages": [page], "rules": []}


def test_the_document_that_was_given_stays_as_it_was() -> None:
    document = {"pages": [{"uid": "p_1", "show": LEAF}]}
    without_questions(document, ["f_a"])
    assert document == {"pages": [{"uid": "p_1", "show": LEAF}]}
