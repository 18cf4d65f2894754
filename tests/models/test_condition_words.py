"""Conditions in words."""

from typing import Any

import pytest

from tests.models.documents import defined, item
from webapp.kinds import KINDS
from webapp.models.condition_words import offered, operator_words, sentence
from webapp.models.conditions import COMPARISONS, condition_of, read_condition

FORM = defined(
    [
        item("age", "number"), item("born", "date"), item("shop", "choice", label="Workshop"), item("days", "choices"),
        item("in", "yes_no", label="Member?"), item("ok", "consent", label="I agree"), item("name"),
    ]
)  # fmt: skip


def words(document: Any) -> str:
    return sentence(condition_of(read_condition(document, "", [])), FORM, "en")


def leaf(uid: str, op: str, value: Any = None) -> dict[str, Any]:
    return {"f": f"f_{uid}", "op": op} if op == "empty" else {"f": f"f_{uid}", "op": op, "v": value}


@pytest.mark.parametrize(
    ("document", "text"),
    [
        (leaf("age", "ge", "1000"), "“Age” is 1,000 or more"),
        (leaf("born", "lt", "2020-01-31"), "“Born” is before 31 January 2020"),
        (leaf("born", "lt", "soon"), "“Born” is before “soon”"),
        (leaf("shop", "eq", "pot"), "“Workshop” is Pottery"),
        (leaf("shop", "in", ["pot", "chess"]), "“Workshop” is Pottery or Chess"),
        (leaf("days", "has", "chess"), "“Days” includes Chess"),
        (leaf("in", "eq", True), "“Member?” is Yes"),
        (leaf("ok", "eq", True), "“I agree” is ticked"),
        (leaf("name", "empty"), "“Name” is blank"),
        ({"not": leaf("name", "empty")}, "“Name” is answered"),
        ({"not": leaf("in", "eq", True)}, "it is not so that “Member?” is Yes"),
        (leaf("gone", "eq", "x"), "a question that is gone (f_gone) is x"),
        ({"op": "le", "l": {"f": "f_age"}, "r": {"f": "f_name"}}, "“Age” is “Name” or less"),
        ({"all": []}, "always"),
    ],
)
def test_a_condition_reads_as_a_sentence(document: Any, text: str) -> None:
    assert words(document) == text


def test_and_and_or_are_told_apart_by_brackets() -> None:
    either = {"any": [leaf("name", "empty"), leaf("in", "eq", False)]}
    assert words({"all": [leaf("age", "lt", "6"), either]}) == "“Age” is less than 6 and (“Name” is blank or “Member?” is No)"


def test_every_kind_that_is_answered_offers_operators_that_exist() -> None:
    for name in (name for name, kind in KINDS.items() if kind.is_answered):
        assert set(offered(name)) <= {*COMPARISONS, "empty"}
        assert all(operator_words(op, name) for op in offered(name))
