"""What keeps a draft from being published."""

from typing import Any

import pytest

from tests.models.documents import defined, item, option
from webapp.models.definition import Definition
from webapp.models.definition_checks import before_publishing


def said(*pages: list[dict[str, Any]], **more: Any) -> list[str]:
    return [problem.sentence for problem in before_publishing(defined(*pages, **more))]


def on(uid: str, op: str = "eq", value: Any = "x") -> dict[str, Any]:
    return {"f": f"f_{uid}", "op": op, "v": value}


def test_a_sound_form_may_be_published() -> None:
    assert said([item("a"), item("n", "number")], [item("c", "choice", show=on("n", "ge", "6"))]) == []


def test_a_blank_form_is_not_ready() -> None:
    assert [problem.sentence for problem in before_publishing(Definition.blank(""))] == [
        "Enter a title for the form",
        "Add a question: a form without any cannot be filled in",
        "Add a question to page 1, or remove the page",
    ]


@pytest.mark.parametrize(
    ("items", "sentence"),
    [
        ([{"uid": "f_a", "kind": "text"}], "Enter a label for the question on page 1, “Page 1”"),
        ([item("a"), {"uid": "f_g", "kind": "guidance"}], "Enter the text of the guidance on page 1, “Page 1”"),
        (
            [item("a", label="Name"), item("b", label="Name")],
            "Give the 2 questions called “Name” on page 1, “Page 1” different labels",
        ),
        ([item("c", "choice", options=[option("x", "X")])], "Add options to “C”"),
        ([item("r", "ranking", options=[option("x", "X")])], "Add options to “R”"),
        ([item("l", "likert", scale=[option("x", "X")])], "Add statements and answers to “L”"),
        ([item("c", "choice", options=[option("x", "X"), option("y", "")])], "Enter a label for each option of “C”"),
        (
            [item("c", "choice", options=[option("x", "X"), option("y", "X")])],
            "Give the 2 options called “X” of “C” different labels",
        ),
        ([item("c", "choices", min=3)], "Ask for fewer ticks under “C”: it has 2 options"),
        ([item("a", "long_text", indexed=True)], "“A” cannot be shown in the list: its answers are too long to sort"),
        ([item(f"q{at}", indexed=True) for at in range(9)], "Show at most 8 questions in the list; 9 are ticked"),
        ([item("a", show=on("gone"))], "The condition of “A” asks about a question that is not in the form (f_gone)"),
        ([item("a", show=on("b")), item("b")], "The condition of “A” asks about “B”, which does not come before it"),
        (
            [item("a"), item("b", show=on("a", "gt"))],
            "The condition of “B” compares “A” by size, which only numbers, dates and times have",
        ),
        ([item("c", "choice"), item("b", show=on("c"))], "The condition of “B” asks for an answer that “C” cannot have (x)"),
    ],
)
def test_what_must_be_mended_first(items: list[dict[str, Any]], sentence: str) -> None:
    assert said(items) == [sentence]


@pytest.mark.parametrize(
    ("kind", "value", "fits"),
    [
        ("yes_no", True, True),
        ("yes_no", "yes", False),
        ("consent", "true", False),
        ("number", "6.50", True),
        ("number", "six", False),
        ("date", "2026-01-31", True),
        ("date", "today", False),
        ("text", True, False),
        ("choices", "pot", True),
        ("choices", "sing", False),
    ],
)
def test_a_condition_asks_only_for_answers_that_there_can_be(kind: str, value: Any, fits: bool) -> None:
    sentences = said([item("a", kind), item("b", show=on("a", "has" if kind == "choices" else "eq", value))])
    assert sentences == ([] if fits else [f"The condition of “B” asks for an answer that “A” cannot have ({value})"])


def test_a_condition_on_guidance_is_named() -> None:
    guidance = {"uid": "f_g", "kind": "guidance", "text": {"en": "x"}}
    assert said([guidance, item("a", show=on("g"))]) == ["The condition of “A” asks about a guidance text, which has no answer"]


def test_a_page_may_not_hang_on_its_own_questions() -> None:
    made = defined([item("a")]).document
    made = {**made, "pages": [{**made["pages"][0], "show": on("a")}]}
    sentences = [problem.sentence for problem in before_publishing(Definition.parse(made))]
    assert "The condition of page 1, “Page 1” asks about “A”, which does not come before it" in sentences
    assert "“A” waits for itself: take its condition or calculation out" in sentences


def test_a_cycle_is_named_once_with_all_its_questions() -> None:
    cycle = [item("a", show=on("c")), item("b", show=on("a")), item("c", show=on("b"))]
    named = [sentence for sentence in said(cycle) if "wait for each other" in sentence]
    assert named == ["“A”, “C” and “B” wait for each other: take one condition or calculation out"]


def test_300_questions_that_all_wait_for_later_ones_are_checked_at_once() -> None:
    items = [item(f"q{at}", show={"any": [on(f"q{at + step}") for step in range(1, 40)]}) for at in range(300)]
    assert len(said(items)) > 300


def test_rules_about_questions_that_are_gone_are_named() -> None:
    rule = {"uid": "r_1", "assert": on("b"), "at": "f_a", "message": {"en": "Mind the gap"}}
    assert said([item("a")], rules=[rule]) == ["The rule “Mind the gap” asks about a question that is not in the form (f_b)"]
