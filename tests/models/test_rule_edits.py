"""Editing rules and calculations in a document."""

from typing import Any

import pytest

from tests.models.documents import document, item
from webapp.models.rule_edits import add_rule, change_rule, compared, remove_rule, rule_of, side, term, terms_of

EMPTY = document([item("a")])


def test_a_rule_is_added_changed_and_removed_and_the_document_before_stays_as_it_was() -> None:
    longer, uid = add_rule(EMPTY, "f_a", {"all": []}, {"en": "x"})
    changed = change_rule(longer, uid, message={"en": "y"})
    assert rule_of(changed, uid) == {"uid": uid, "assert": {"all": []}, "at": "f_a", "message": {"en": "y"}}
    assert remove_rule(changed, uid)["rules"] == []
    assert "rules" not in EMPTY
    assert rule_of(longer, uid) != rule_of(changed, uid)


def test_between_is_two_comparisons_and_a_comparison_has_its_normal_form() -> None:
    assert compared(side("f_a"), "between", "1", "3") == {
        "all": [{"f": "f_a", "op": "ge", "v": "1"}, {"f": "f_a", "op": "le", "v": "3"}]
    }
    assert compared(side("count:f_a"), "ge", "1") == {"op": "ge", "l": {"count": {"f": "f_a"}}, "r": "1"}


@pytest.mark.parametrize(
    ("factors", "taken", "expected"),
    [
        (["12.5"], False, "12.5"),
        (["12.5"], True, "-12.5"),
        (["-12.5"], True, "12.5"),
        ([{"f": "f_a"}], False, {"f": "f_a"}),
        ([{"f": "f_a"}], True, {"mul": ["-1", {"f": "f_a"}]}),
        ([{"f": "f_a"}, "2"], False, {"mul": [{"f": "f_a"}, "2"]}),
    ],
)
def test_a_term_is_added_or_taken_away(factors: list[Any], taken: bool, expected: Any) -> None:
    assert term(factors, is_taken_away=taken) == expected


def test_a_calculation_of_another_shape_is_one_term() -> None:
    assert terms_of({"mul": ["1", "2"]}) == [{"mul": ["1", "2"]}]
    assert terms_of(None) == []
