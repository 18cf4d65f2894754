"""Conditions: read strictly, evaluated without exceptions."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.models.conditions import MOST_DEEP, condition_of, fields_of, is_true, read_condition

KINDS = {
    "f_n": "number",
    "f_t": "text",
    "f_d": "date",
    "f_y": "yes_no",
    "f_c": "choice",
    "f_m": "choices",
    "f_m2": "number",
    "f_p": "money",
    "f_r": "rating",
    "f_h": "time",
    "f_dt": "datetime",
}
ANSWERS = {
    "f_n": "10",
    "f_m2": "9.0",
    "f_p": "10.5",
    "f_r": 10,
    "f_h": "09:30",
    "f_dt": "2026-11-21T14:05",
    "f_t": "Ada",
    "f_d": "2026-11-21",
    "f_y": False,
    "f_c": {"key": "o_x", "text": "Own"},
    "f_m": ["o_1", {"key": "o_2", "text": "t"}],
}


def holds(document: Any, answers: dict[str, Any] = ANSWERS) -> bool:
    problems: list[tuple[str, str]] = []
    clean = read_condition(document, "show", problems)
    assert not problems
    return is_true(condition_of(clean), answers, KINDS)


def leaf(uid: str, op: str, value: Any = None) -> dict[str, Any]:
    return {"f": f"f_{uid}", "op": op} if op == "empty" else {"f": f"f_{uid}", "op": op, "v": value}


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (leaf("n", "gt", "9"), True),
        (leaf("n", "eq", "10.00"), True),
        (leaf("n", "eq", 10), True),
        (leaf("n", "lt", "9"), False),
        (leaf("n", "in", ["1", "10.0"]), True),
        (leaf("t", "eq", "Ada"), True),
        (leaf("t", "gt", "Aaa"), False),
        (leaf("d", "ge", "2026-11-21"), True),
        (leaf("d", "lt", "2026-11-21"), False),
        (leaf("p", "gt", "9.99"), True),
        (leaf("r", "gt", "9"), True),
        (leaf("r", "eq", "10"), True),
        (leaf("h", "lt", "10:00"), True),
        (leaf("h", "lt", "2026-11-21"), False),
        (leaf("dt", "ge", "2026-11-21T14:05"), True),
        (leaf("dt", "gt", "2026-11-21"), False),
        (leaf("y", "eq", False), True),
        (leaf("y", "eq", "false"), False),
        (leaf("y", "ne", True), True),
        (leaf("c", "eq", "o_x"), True),
        (leaf("m", "has", "o_2"), True),
        (leaf("m", "has", "o_3"), False),
        (leaf("m", "in", ["o_3", "o_1"]), True),
        (leaf("n", "empty"), False),
        ({"op": "gt", "l": {"f": "f_n"}, "r": {"f": "f_m2"}}, True),
        ({"op": "lt", "l": "9", "r": {"f": "f_n"}}, True),
        ({"not": leaf("n", "empty")}, True),
        ({"all": []}, True),
        ({"any": []}, False),
        ({"any": [leaf("n", "empty"), leaf("t", "eq", "Ada")]}, True),
        ({"all": [leaf("n", "empty"), leaf("t", "eq", "Ada")]}, False),
    ],
)
def test_what_holds(condition: Any, expected: bool) -> None:
    assert holds(condition) is expected


@pytest.mark.parametrize("answers", [{}, {"f_n": None}, {"f_n": ""}])
def test_never_asked_and_left_blank_are_empty_and_compare_with_nothing(answers: dict[str, Any]) -> None:
    assert holds(leaf("n", "empty"), answers)
    assert not any(holds(leaf("n", op, "0"), answers) for op in ("eq", "lt", "le", "gt", "ge", "has"))
    assert holds(leaf("n", "ne", "0"), answers)


def test_numbers_are_exact() -> None:
    assert holds(leaf("n", "eq", "0.3"), {"f_n": "0.30"})
    assert not holds(leaf("n", "eq", "100000000000000.1"), {"f_n": "100000000000000.2"})


@pytest.mark.parametrize(
    "document",
    [
        None,
        [],
        "x",
        {},
        {"all": {}},
        {"f": "f_n"},
        {"f": "f_n", "op": "eq"},
        {"f": "f_n", "op": "like", "v": "x"},
        {"f": "n", "op": "empty"},
        {"f": "f_n", "op": "eq", "v": 1.5},
        {"f": "f_n", "op": "eq", "v": None},
        {"f": "f_n", "op": "empty", "v": "x"},
        {"f": "f_n", "op": "eq", "v": {"f": "f_t"}},
        {"op": "eq", "l": {"g": 1}, "r": "x"},
        {"all": [], "any": []},
        {"f": ["f_n"], "op": ["eq"], "v": "x"},
        {"f": "f_n", "op": "eq", "v": "x" * 301},
        {"all": [{"all": []}] * 51},
    ],
)
def test_what_is_no_condition(document: Any) -> None:
    problems: list[tuple[str, str]] = []
    read_condition(document, "show", problems)
    assert problems
    assert problems[0][0].startswith("show")


def test_nesting_has_an_end() -> None:
    document: dict[str, Any] = leaf("n", "empty")
    for _ in range(3_000):
        document = {"not": document}
    problems: list[tuple[str, str]] = []
    read_condition(document, "show", problems)
    assert problems == [("show" + ".not" * MOST_DEEP, f"must not be nested more than {MOST_DEEP} deep")]


def test_both_spellings_of_a_comparison_have_one_normal_form() -> None:
    long = {"op": "ge", "l": {"f": "f_n"}, "r": "6"}
    assert read_condition(long, "", []) == read_condition({"f": "f_n", "op": "ge", "v": 6}, "", [])


def test_it_names_the_questions_it_speaks_of() -> None:
    document = {"any": [leaf("n", "empty"), {"not": {"op": "lt", "l": {"f": "f_t"}, "r": {"f": "f_d"}}}]}
    assert list(fields_of(condition_of(read_condition(document, "", [])))) == ["f_n", "f_t", "f_d"]


literals = st.one_of(
    st.booleans(), st.integers(-99, 99), st.text(max_size=5), st.sampled_from(["o_1", "2026-11-21", "1.2.3", "-", "."])
)
uids = st.sampled_from([*KINDS, "f_gone"])
leaves = st.one_of(
    st.builds(
        lambda uid, op, v: {"f": uid, "op": op, "v": v},
        uids,
        st.sampled_from(["eq", "ne", "lt", "le", "gt", "ge", "has"]),
        literals,
    ),
    st.builds(lambda uid, v: {"f": uid, "op": "in", "v": v}, uids, st.lists(literals, max_size=3)),
    st.builds(lambda uid: {"f": uid, "op": "empty"}, uids),
)
trees = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds(lambda part: {"not": part}, inner),
        st.builds(lambda name, parts: {name: parts}, st.sampled_from(["all", "any"]), st.lists(inner, max_size=3)),
    ),
    max_leaves=6,
)
values = st.one_of(
    st.none(), st.booleans(), st.text(max_size=5), st.lists(st.text(max_size=3)), st.just(ANSWERS["f_c"]), st.integers()
)


@given(trees, st.dictionaries(st.sampled_from([*KINDS]), values))
def test_any_condition_has_an_answer_for_any_answers(document: Any, answers: dict[str, Any]) -> None:
    problems: list[tuple[str, str]] = []
    clean = read_condition(document, "", problems)
    if not problems:
        assert read_condition(clean, "", problems) == clean
        assert is_true(condition_of(clean), answers, KINDS) is not is_true(condition_of({"not": clean}), answers, KINDS)


def test_two_blank_answers_are_not_the_same_answer() -> None:
    same = {"op": "eq", "l": {"f": "f_t"}, "r": {"f": "f_n"}}
    assert not holds(same, {"f_t": None, "f_n": None})
    assert holds({**same, "op": "ne"}, {})
