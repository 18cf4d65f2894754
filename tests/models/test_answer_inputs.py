"""A page's questions as WTForms inputs: the traps that stock parts fall into."""

from typing import Any

import pytest
from werkzeug.datastructures import MultiDict

from tests.models.documents import defined, filling, item, option
from webapp.models.answer_inputs import PageInputs, answer_inputs

PAGE = defined(
    [
        item("name", required=True),
        item("drives", "yes_no"),
        item("plate", required=True, show={"f": "f_drives", "op": "eq", "v": True}),
        item("days", "choices"),
        item("born", "date"),
    ]
)


def posted(*pairs: tuple[str, str], definition: Any = PAGE, answers: Any = None, **more: Any) -> PageInputs:
    before = filling(definition, answers, **more)
    return before.inputs(before.pages[0], MultiDict(pairs))


def test_a_class_is_compiled_once_per_version_page_and_language() -> None:
    assert answer_inputs(PAGE, "p_1", "en") is answer_inputs(defined().parse(PAGE.json), "p_1", "en")
    assert answer_inputs(PAGE, "p_1", "en") is not answer_inputs(PAGE, "p_1", "de")


@pytest.mark.parametrize("name", ["validate", "data", "errors", "process", "_x", "meta", "today", "page", "raw"])
def test_an_authors_words_never_become_control_names(name: str) -> None:
    options = [option(name.strip("_"), name), option("other", "Other")]
    definition = defined([item("a", "choice", label=name, called={"en": name}, required=True, options=options)])
    inputs = posted(definition=definition)
    assert list(inputs.controls) == ["f_a"]
    assert not inputs.validate()


def test_questions_keep_their_order_however_many() -> None:
    uids = [f"q{place}" for place in range(40, 0, -1)]
    assert [field.name for field in posted(definition=defined([item(uid) for uid in uids])).shown] == [f"f_{uid}" for uid in uids]


def test_everything_typed_is_kept_before_it_is_judged() -> None:
    inputs = posted(("f_name", " "), ("f_born-day", "99"))
    assert inputs.raw["f_name"] == " "
    assert inputs.raw["f_born"] == {"day": "99", "month": "", "year": ""}
    assert inputs.answers == {}


def test_boxes_that_sent_nothing_were_left_blank() -> None:
    inputs = posted(("f_name", "Ada"))
    assert inputs.validate()
    assert inputs.answers == {"f_name": "Ada", "f_drives": None, "f_days": None, "f_born": None}
    assert inputs.raw["f_days"] == ""


def test_a_question_that_an_answer_on_the_page_made_relevant_is_asked_next_without_error() -> None:
    inputs = posted(("f_name", "Ada"), ("f_drives", "yes"))
    assert inputs.validate()
    assert "f_plate" in {field.name for field in inputs.shown}
    assert "f_plate" not in inputs.answers


def test_once_it_was_asked_it_must_be_answered() -> None:
    inputs = posted(("f_name", "Ada"), ("f_drives", "yes"), ("f_plate", ""), answers={"f_drives": True})
    assert not inputs.validate()
    assert inputs.errors == {"f_plate": ["Enter your plate"]}


def test_a_hidden_question_is_neither_validated_nor_accepted() -> None:
    inputs = posted(("f_name", "Ada"), ("f_drives", "no"), ("f_plate", "\x00"), answers={"f_drives": True})
    assert inputs.validate()
    assert "f_plate" not in inputs.answers
    assert "f_plate" not in {field.name for field in inputs.shown}


def test_fields_that_no_question_has_are_not_read() -> None:
    strange = [("role", "owner"), ("f_name-²-a", "x"), ("f_days-0", "pot"), ("__proto__", "x")]
    many = [(f"x{place}", "y") for place in range(200_000)]
    inputs = posted(("f_name", "Ada"), *strange, *many)
    assert inputs.validate()
    assert set(inputs.raw) == {"f_name", "f_drives", "f_days", "f_born"}


def test_a_form_emptied_by_a_raw_byte_fails_loudly() -> None:
    inputs = posted()
    assert not inputs.validate()
    assert inputs.errors == {"f_name": ["Enter your name"]}


def test_guidance_is_shown_and_sends_nothing() -> None:
    definition = defined([{"uid": "f_g", "kind": "guidance", "text": {"en": "Hi"}}, item("a")])
    inputs = posted(("f_g", "x"), ("f_a", "y"), definition=definition)
    assert inputs.validate()
    assert [field.control for field in inputs.shown] == ["prose", "text_input"]
    assert inputs.raw == inputs.answers == {"f_a": "y"}


RULE = {
    "uid": "r_1",
    "assert": {"op": "le", "l": {"f": "f_from"}, "r": {"f": "f_to"}},
    "at": "f_to",
    "message": {"en": "End must be the same as or after the start"},
}


@pytest.mark.parametrize(("end", "valid"), [("9", False), ("10", True), ("", True)])
def test_a_rule_between_answers_is_said_at_its_question(end: str, valid: bool) -> None:
    definition = defined([item("from", "number"), item("to", "number")], rules=[RULE])
    inputs = posted(("f_from", "10"), ("f_to", end), definition=definition)
    assert inputs.validate() is valid
    assert inputs.errors == ({} if valid else {"f_to": ["End must be the same as or after the start"]})
    assert ("f_to" in inputs.answers) is valid


def test_an_answer_from_before_does_not_hold_a_chain_open() -> None:
    chain = [
        item("a", "yes_no"),
        item("b", show={"f": "f_a", "op": "eq", "v": True}),
        item("c", required=True, show={"f": "f_b", "op": "eq", "v": "x"}),
    ]
    before = {"f_a": True, "f_b": "x", "f_c": "y"}
    inputs = posted(("f_a", "no"), ("f_b", "x"), ("f_c", ""), definition=defined(chain), answers=before)
    assert inputs.validate()
    assert inputs.answers == {"f_a": False}


@pytest.mark.parametrize(("kind", "typed"), [("rating", "3"), ("consent", "yes"), ("yes_no", "yes")])
def test_a_rule_may_be_broken_by_an_answer_that_is_no_text(kind: str, typed: str) -> None:
    rule = RULE | {"assert": {"f": "f_a", "op": "eq", "v": "no"}, "at": "f_to"}
    definition = defined([item("a"), item("to", kind)], rules=[rule])
    inputs = posted(("f_a", "yes"), ("f_to", typed), definition=definition)
    assert not inputs.validate()
    assert list(inputs.errors) == ["f_to"]
