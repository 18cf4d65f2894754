"""One group in two tabs: rows of both are kept, and one question of one row asks which answer counts."""

from typing import Any

from werkzeug.datastructures import MultiDict

from tests.models.documents import defined, filling, item
from tests.models.rows import NAME, group, page, row, sent
from webapp.kinds.rows import MOST_KEPT
from webapp.models.answer_inputs import PageInputs
from webapp.models.answering import Filling
from webapp.models.draft_merge import clash, merge, read_seen, seen
from webapp.models.row_change import read_row_change

FORM = defined([group(NAME, item("born", "date"), required=False)])
ADA = {"name": "Ada", "born-day": "", "born-month": "", "born-year": ""}


def saved(*names: str) -> Filling:
    return filling(FORM, {"f_kids": [row(name[0].lower(), name=name, born=None) for name in names]})


def late(opened: Filling, now: Filling, form: MultiDict[str, str]) -> tuple[PageInputs, tuple[str, ...]]:
    """A page that was opened earlier is sent: (its inputs with what was saved meanwhile, names of what clashes)."""
    inputs = now.inputs(FORM.pages[0], form)
    names = merge(inputs, now.inputs(FORM.pages[0]).flat, read_seen(seen(opened.inputs(FORM.pages[0]))), {})
    return inputs, names


def rows(inputs: PageInputs) -> list[Any]:
    field: Any = inputs.controls["f_kids"]
    return [(one.title, one.typed["f_name"]) for one in field.standing]


def test_rows_of_both_tabs_are_kept() -> None:
    inputs, names = late(saved("Ada"), saved("Ada", "Ben"), page(("a", ADA), ("e", {"name": "Eva"})))
    assert names == ()
    assert rows(inputs) == [("Child 1", "Ada"), ("Child 2", "Ben"), ("Child 3", "Eva")]


def test_the_same_question_of_the_same_row_is_asked_about() -> None:
    now, _wrong = sent(saved("Ada"), page(("a", {**ADA, "name": "Adam"})))
    inputs, names = late(saved("Ada"), now, page(("a", {**ADA, "name": "Ade"})))
    assert names == ("f_kids-r_a-f_name",)
    asked = clash(inputs, names[0], now.inputs(FORM.pages[0]).flat[names[0]])
    assert (asked.question, asked.mine, asked.saved) == ("Child 1: Name", "Ade", "Adam")


def test_empty_boxes_of_a_date_are_no_other_answer_than_none() -> None:
    now, _wrong = sent(saved("Ada"), page(("a", {"name": "Ada", "born-day": "1", "born-month": "2", "born-year": "2019"})))
    inputs, names = late(saved("Ada"), now, page(("a", ADA)))
    assert names == ()
    assert inputs.flat["f_kids-r_a-f_born"]["year"] == "2019"


def removed(before: Filling, row_id: str) -> Filling:
    inputs = before.inputs(FORM.pages[0], page())
    inputs.change_rows(read_row_change(f"remove-row:f_kids:{row_id}"))
    inputs.validate()
    return before.merged(inputs)


def test_a_row_removed_in_another_tab_stays_removed() -> None:
    inputs, _names = late(
        saved("Ada", "Ben"), removed(saved("Ada", "Ben"), "r_a"), page(("a", ADA), ("b", {**ADA, "name": "Ben"}))
    )
    assert rows(inputs) == [("Child 1", "Ben")]


def test_a_row_that_this_tab_has_changed_comes_back() -> None:
    inputs, _names = late(saved("Ada"), removed(saved("Ada"), "r_a"), page(("a", {**ADA, "name": "Adam"})))
    assert rows(inputs) == [("Child 1", "Adam")]


def test_a_row_that_is_gone_for_good_comes_back_only_when_it_was_changed() -> None:
    assert rows(late(saved("Ada", "Ben"), saved("Ben"), page(("a", ADA)))[0]) == [("Child 1", "Ben")]
    again = page(("a", {**ADA, "name": "Adam"}))
    assert rows(late(saved("Ada", "Ben"), saved("Ben"), again)[0]) == [("Child 1", "Ben"), ("Child 2", "Adam")]


def change(verb: str, row_id: str) -> tuple[Any, str | None]:
    inputs = saved("Ada", "Ben").inputs(FORM.pages[0])
    asked = read_row_change(f"{verb}:f_kids:{row_id}")
    inputs.change_rows(asked)
    return inputs.controls["f_kids"], inputs.anchor(asked)


def test_a_new_row_is_begun_at_its_first_question() -> None:
    assert change("add-row", "r_new")[1] == "f_kids-r_new-f_name"
    assert change("remove-row", "r_a")[1] == "f_kids-r_a-removed"
    assert change("restore-row", "r_a")[1] == "f_kids-r_a"


def test_a_button_pressed_twice_adds_one_row() -> None:
    field, _anchor = change("add-row", "r_new")
    assert field.add("r_new")
    assert len(field.standing) == 3


def test_what_no_button_says_changes_nothing() -> None:
    for verb, row_id in (
        ("add-row", "²"),
        ("add-row", ""),
        ("remove-row", "r_nobody"),
        ("drop-row", "r_a"),
        ("restore-row", "r_z"),
    ):
        inputs = saved("Ada").inputs(FORM.pages[0])
        assert not inputs.change_rows(read_row_change(f"{verb}:f_kids:{row_id}"))
        assert rows(inputs) == [("Child 1", "Ada")]


def test_what_this_page_left_alone_in_a_row_that_is_gone_comes_back_with_it() -> None:
    again = page(("a", {**ADA, "born-day": "3"}))
    inputs, _names = late(saved("Ada", "Ben"), saved("Ben"), again)
    assert inputs.flat["f_kids-r_a-f_name"] == "Ada"


def test_pages_without_end_do_not_come_to_rows_without_end() -> None:
    draft = saved("Ada")
    for begin in range(0, 2 * MOST_KEPT, 50):
        draft, wrong = sent(draft, page(*((f"x{number}", {"name": "Eve"}) for number in range(begin, begin + 50))))
    assert len(rows(draft.inputs(FORM.pages[0]))) == MOST_KEPT
    assert "could not be read" in wrong["f_kids"][-1]


def test_rows_added_and_removed_without_end_are_not_all_kept() -> None:
    field: Any = saved("Ada").inputs(FORM.pages[0]).controls["f_kids"]
    for number in range(MOST_KEPT + 5):
        assert field.add(f"r_x{number}")
        field.remove(f"r_x{number}")
    assert len(field.rows) <= MOST_KEPT
