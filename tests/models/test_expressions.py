"""Calculations: exact, total, and bounded."""

import time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.kinds import KINDS
from webapp.models.expression_reading import MOST_DEEP, MOST_SIZE, operand_of, read_expression
from webapp.models.expressions import MOST_PLACES, MOST_WHOLE, evaluate, uids_of

ASKED = {"f_n": "number", "f_p": "number", "f_t": "text", "f_d": "date", "f_e": "date", "f_c": "choices", "f_y": "yes_no"}
ANSWERS = {
    "f_n": "3",
    "f_p": "0.1",
    "f_t": "straße",
    "f_d": "2024-02-28",
    "f_e": "2024-03-01",
    "f_c": ["o_1", "o_2"],
    "f_y": True,
}
TOTAL = {"sum": [{"f": "f_p"}, {"mul": [{"f": "f_n"}, "12.50"]}]}


def worth(document: Any, answers: dict[str, Any] = ANSWERS) -> Any:
    problems: list[tuple[str, str]] = []
    clean = read_expression(document, "expr", problems)
    assert not problems
    return evaluate(operand_of(clean), answers, ASKED)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (TOTAL, Decimal("37.6")),
        ({"sum": [{"f": "f_p"}, {"f": "f_p"}, {"f": "f_p"}]}, Decimal("0.3")),
        ({"sum": ["1", "2.5"]}, Decimal("3.5")),
        ({"sum": [{"f": "f_n"}, {"f": "f_gone"}]}, Decimal(3)),
        ({"sum": [{"f": "f_t"}, "1"]}, None),
        ({"sum": [{"f": "f_gone"}, "12.50"]}, None),
        ({"mul": [{"f": "f_n"}, {"f": "f_gone"}]}, None),
        ({"mul": [{"f": "f_n"}, "-1"]}, Decimal(-3)),
        ({"count": {"f": "f_c"}}, Decimal(2)),
        ({"count": [{"f": "f_n"}, {"f": "f_gone"}, {"f": "f_t"}]}, Decimal(2)),
        ({"days_between": [{"f": "f_d"}, {"f": "f_e"}]}, Decimal(2)),
        ({"days_between": [{"f": "f_e"}, {"f": "f_d"}]}, Decimal(-2)),
        ({"days_between": [{"f": "f_t"}, {"f": "f_d"}]}, None),
        ({"days_between": ["2026-02-30", "2026-03-01"]}, None),
        ({"upper": {"f": "f_t"}}, "STRASSE"),
        ({"upper": {"f": "f_n"}}, None),
        ({"f": "f_d"}, "2024-02-28"),
    ],
)
def test_what_it_comes_to(expression: Any, expected: Any) -> None:
    assert worth(expression) == expected


def test_answers_of_rows_come_as_a_tuple_and_are_added_and_counted_one_by_one() -> None:
    rows = {"f_n": ("3", None, "4.5"), "f_c": (["o_1"], None, ["o_1", "o_2"])}
    assert worth({"sum": [{"f": "f_n"}, "1"]}, rows) == Decimal("8.5")
    assert worth({"count": {"f": "f_n"}}, rows) == 2
    assert worth({"count": {"f": "f_c"}}, rows) == 3
    assert worth({"mul": [{"f": "f_n"}, "2"]}, rows) is None


def test_rows_are_counted_even_when_nothing_was_answered_in_them() -> None:
    assert worth({"count": {"f": "f_group"}}, {"f_group": [{}, {"f_a": "x"}]}) == 2


@pytest.mark.parametrize("factors", [["9" * 15, "10"], ["0.000001"] * 6, ["9" * 15] * 50])
def test_a_number_of_too_many_digits_cannot_be_computed(factors: list[str]) -> None:
    assert worth({"mul": factors}) is None


def test_a_sum_that_was_too_large_once_stays_nothing() -> None:
    assert worth({"sum": ["9" * 15, "1", "-1"]}) is None


def test_a_sum_is_exact_in_whatever_order_its_parts_come() -> None:
    parts = ["0.1", "99999999999999", "-0.3", "12.123456"]
    assert worth({"sum": parts}) == worth({"sum": parts[::-1]}) == Decimal("100000000000010.923456")


def test_it_names_the_questions_it_speaks_of() -> None:
    document = {"sum": [{"count": [{"f": "f_a"}, {"upper": {"f": "f_b"}}]}, {"days_between": [{"f": "f_c"}, "2026-01-01"]}]}
    assert list(uids_of(operand_of(document))) == ["f_a", "f_b", "f_c"]


numbers = st.from_regex(r"-?[0-9]{1,15}(\.[0-9]{1,6})?", fullmatch=True)
leaves = st.one_of(st.builds(lambda uid: {"f": uid}, st.sampled_from([*ASKED, "f_gone"])), numbers)
trees = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds(lambda name, parts: {name: parts}, st.sampled_from(["sum", "mul", "count"]), st.lists(inner, min_size=1)),
        st.builds(lambda parts: {"days_between": parts}, st.lists(inner, min_size=2, max_size=2)),
        st.builds(lambda part: {"upper": part}, inner),
    ),
    max_leaves=12,
)
anything = st.one_of(st.none(), st.booleans(), st.text(max_size=5), numbers, st.lists(st.text(max_size=3)), st.integers())
answered = st.dictionaries(st.sampled_from([*ASKED]), st.one_of(anything, st.lists(anything, max_size=3).map(tuple)))


@given(trees, answered)
def test_any_calculation_comes_to_the_same_bounded_value_for_any_answers(document: Any, answers: dict[str, Any]) -> None:
    problems: list[tuple[str, str]] = []
    clean = read_expression(document, "", problems)
    if problems:
        return
    assert read_expression(clean, "", []) == clean
    value = evaluate(operand_of(clean), answers, ASKED)
    assert value == evaluate(operand_of(clean), dict(answers), ASKED)
    if isinstance(value, Decimal) and not isinstance(document, str):
        stored = KINDS["computed"].settled({}, value)  # type: ignore[attr-defined]
        assert value.is_finite()
        assert stored is None or len(stored) <= MOST_WHOLE + MOST_PLACES + 2


def test_the_largest_calculation_that_is_read_takes_a_moment() -> None:
    document: Any = {"mul": ["1.000001"] * 50}
    for _ in range(MOST_DEEP - 3):
        document = {"sum": [document, {"f": "f_n"}]}
    wide = {"sum": [document] * (MOST_SIZE // 90)}
    began = time.perf_counter()
    worth(wide)
    assert time.perf_counter() - began < 0.05
