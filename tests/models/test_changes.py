"""What publishing would change, and how grave it is."""

from typing import Any

import pytest

from tests.models.documents import defined, document, item, option
from webapp.models.changes import changes

TWO = [option("pot", "Pottery"), option("chess", "Chess")]
IF = {"f": "f_a", "op": "eq", "v": "x"}


def found(old: list[Any], new: list[Any]) -> tuple[str, list[str]]:
    result = changes(defined(old), defined(new))
    return result.change_class, [line.sentence for line in result.lines]


@pytest.mark.parametrize(
    ("old", "new", "change_class", "sentence"),
    [
        ([item("a")], [item("a", label="B")], "cosmetic", "“B” was called “A”"),
        ([item("a")], [item("a", hint={"en": "h"})], "cosmetic", "“A” has another hint"),
        ([item("a", required=True)], [item("a")], "cosmetic", "“A” may be left blank"),
        ([item("a", max=9)], [item("a", max=10)], "cosmetic", "“A” has 10 as its “max” instead of 9"),
        ([item("a", max=9)], [item("a")], "cosmetic", "“A” has no “max” instead of 9"),
        ([item("a"), item("b")], [item("b"), item("a")], "cosmetic", "The questions come in another order"),
        ([item("a")], [item("a"), item("b")], "additive", "New question “B”, optional"),
        (
            [item("c", "choice", options=TWO)],
            [item("c", "choice", options=[*TWO, option("go", "Go")])],
            "additive",
            "“C” has a new option “Go”",
        ),
        ([item("a")], [item("a", required=True)], "tightening", "“A” must be answered"),
        ([item("a", max=10)], [item("a", max=9)], "tightening", "“A” has 9 as its “max” instead of 10"),
        ([item("a"), item("b")], [item("a"), item("b", show=IF)], "tightening", "“B” is shown if “A” is x"),
        ([item("a"), item("b", show=IF)], [item("a"), item("b")], "tightening", "“B” is always shown"),
        (
            [item("c", "choice", options=TWO)],
            [item("c", "choice", options=TWO[:1])],
            "tightening",
            "“C” does not offer “Chess” any more",
        ),
        (
            [item("c", "choice", options=TWO)],
            [item("c", "choice", options=[TWO[0], {**TWO[1], "cap": 3}])],
            "tightening",
            "The option “Chess” of “C” has other rules or places",
        ),
        ([item("a"), item("b")], [item("a")], "breaking", "“B” is not asked any more"),
        (
            [item("a")],
            [item("a", keep_days=30, pii="personal")],
            "identity",
            "Answers to “A” are kept for 30 days and are marked as “personal” data",
        ),
        ([item("k", "consent")], [item("k", "consent", label="All")], "identity", "“All” was called “K”"),
    ],
)
def test_a_change_has_a_class_and_a_sentence(old: list[Any], new: list[Any], change_class: str, sentence: str) -> None:
    assert found(old, new) == (change_class, [sentence])


def test_the_gravest_change_decides() -> None:
    assert found([item("a"), item("b")], [item("a", required=True), item("c")])[0] == "breaking"


def test_nothing_changed_is_nothing() -> None:
    assert not changes(defined([item("a")]), defined([item("a", required=False)]))


def test_the_first_publication_has_a_class_of_its_own() -> None:
    result = changes(None, defined([item("a"), item("g", "guidance", text={"en": "x"})]))
    assert (result.change_class, [line.sentence for line in result.lines]) == ("first", ["Asks “A”"])


@pytest.mark.parametrize(
    ("settings", "change_class"),
    [
        ({"privacy": {"en": "x"}}, "identity"),
        ({"keep_days": 30}, "identity"),
        ({"reviewers": ["Staff"]}, "identity"),
        ({"quota": 30}, "cosmetic"),
        ({"closes_at": "2026-12-01T09:00"}, "cosmetic"),
    ],
)
def test_settings_count_too(settings: dict[str, Any], change_class: str) -> None:
    result = changes(defined([item("a")]), defined([item("a")], settings=settings))
    assert (result.change_class, len(result.lines)) == (change_class, 1)


def test_a_question_that_moves_to_another_page_is_neither_gone_nor_new() -> None:
    old, new = defined([item("a"), item("b")], [item("c")]), defined([item("a")], [item("b"), item("c")])
    assert changes(old, new).change_class == "cosmetic"


def test_a_new_page_and_another_title_are_named() -> None:
    old, new = document([item("a")]), document([item("a")], [item("b")])
    new["title"] = {"en": "Winter course"}
    lines = [line.sentence for line in changes(defined().parse(old), defined().parse(new)).lines]
    assert lines == [
        "The form is called “Winter course” instead of “Summer course”",
        "New page “Page 2”",
        "New question “B”, optional",
    ]


def test_a_new_rule_tightens() -> None:
    rule = {"uid": "r_1", "assert": IF, "at": "f_a", "message": {"en": "A must be x"}}
    result = changes(defined([item("a")]), defined([item("a")], rules=[rule]))
    assert [(line.change_class, line.sentence) for line in result.lines] == [("tightening", "New rule: A must be x")]
