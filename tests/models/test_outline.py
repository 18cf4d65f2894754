"""Edits of a form being built."""

from typing import Any

import pytest

from tests.models.documents import document, item
from webapp.models import outline
from webapp.models.definition import Definition

IF_A = {"f": "f_a", "op": "eq", "v": "x"}
RULE = {"uid": "r_1", "assert": IF_A, "at": "f_b", "message": {"en": "m"}}


@pytest.fixture
def form() -> dict[str, Any]:
    return document([item("a"), item("b")], [item("c", show=IF_A)], rules=[RULE])


def shape(made: Any) -> list[str]:
    pages = Definition.parse(made).pages
    return [" ".join(question.uid[2:] for question in page.items) for page in pages]


def test_a_question_is_added_where_it_was_asked_for(form: dict[str, Any]) -> None:
    new, uid = outline.add_question(form, "p_1", item("x", label="New"), after="f_a")
    assert shape(new) == [f"a {uid[2:]} b", "c"]
    assert shape(form) == ["a b", "c"]


def test_a_question_moves_within_and_between_pages(form: dict[str, Any]) -> None:
    assert shape(outline.move_question(form, "f_a", "p_1", after="f_b")) == ["b a", "c"]
    assert shape(outline.move_question(form, "f_a", "p_2", after=None)) == ["b", "a c"]
    assert shape(outline.move_question(form, "f_c", "p_1", after="f_a")) == ["a c b", ""]


@pytest.mark.parametrize(
    ("uid", "step", "expected"),
    [
        ("f_b", -1, ["b a", "c"]),
        ("f_b", 1, ["a", "b c"]),
        ("f_c", -1, ["a b c", ""]),
        ("f_a", -1, ["a b", "c"]),
        ("f_c", 1, ["a b", "c"]),
    ],
)
def test_a_question_goes_one_place_up_or_down(form: dict[str, Any], uid: str, step: int, expected: list[str]) -> None:
    assert shape(outline.shift_question(form, uid, step)) == expected


def test_a_copy_stands_after_the_question_under_a_new_name(form: dict[str, Any]) -> None:
    new, uid = outline.duplicate_question(form, "f_a")
    assert shape(new) == [f"a {uid[2:]} b", "c"]


def test_removing_leaves_conditions_that_publishing_names(form: dict[str, Any]) -> None:
    assert shape(outline.remove_question(form, "f_a")) == ["b", "c"]
    assert outline.dependants(Definition.parse(form), "f_a") == ("f_c", "r_1")


def test_a_field_is_set_and_taken_out(form: dict[str, Any]) -> None:
    new = outline.change_question(form, "f_a", required=True)
    assert Definition.parse(new).questions[0].required
    assert not Definition.parse(outline.change_question(new, "f_a", required=None)).questions[0].required


def test_a_question_never_changes_its_name_or_kind(form: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="never change"):
        outline.change_question(form, "f_a", kind="number")
    replaced = outline.replace_question(form, "f_a", {"kind": "number", "uid": "f_x", "label": {"en": "New"}})
    first = Definition.parse(replaced).questions[0]
    assert (first.uid, first.kind_name) == ("f_a", "text")


def test_pages_are_added_moved_changed_and_removed(form: dict[str, Any]) -> None:
    new, uid = outline.add_page(form, {"en": "Between"}, after="p_1")
    assert [page["uid"] for page in new["pages"]] == ["p_1", uid, "p_2"]
    assert [page["uid"] for page in outline.move_page(new, "p_2", None)["pages"]] == ["p_2", "p_1", uid]
    assert outline.change_page(new, uid, title={"en": "Other"})["pages"][1]["title"] == {"en": "Other"}
    assert shape(outline.remove_page(new, "p_1")) == ["", "c"]


def test_a_copied_form_has_new_names_that_its_conditions_use(form: dict[str, Any]) -> None:
    copy = Definition.parse(outline.with_new_uids(form))
    assert not {question.uid for question in copy.questions} & {"f_a", "f_b", "f_c"}
    assert outline.dependants(copy, copy.questions[0].uid) == (copy.questions[2].uid, copy.rules[0].uid)


def test_settings_are_set_and_taken_out(form: dict[str, Any]) -> None:
    new = outline.change_settings(form, quota=30, once=True)
    assert Definition.parse(outline.change_settings(new, quota=None)).settings.once


def test_what_is_not_there_is_said(form: dict[str, Any]) -> None:
    with pytest.raises(LookupError, match="f_x"):
        outline.remove_question(form, "f_x")
    with pytest.raises(LookupError, match="p_x"):
        outline.add_question(form, "p_x", item("y"))
