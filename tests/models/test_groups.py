"""Repeatable groups: rows that come, go and keep their answers, whatever a page sends."""

from typing import Any

import pytest
from werkzeug.datastructures import MultiDict

from tests.models.documents import defined, filling, item
from tests.models.rows import NAME, group, page, row, sent
from webapp.models.differences import differences
from webapp.models.rebinding import rebound
from webapp.models.row_change import read_row_change

SWIMS = item("swims", "yes_no", label="Can they swim?", show={"f": "f_age", "op": "ge", "v": "6"})
KIDS = defined([group(NAME, item("age", "number"), SWIMS, max=3)], [item("bus", "yes_no")])
ADA, EVA = row("a", name="Ada", age="7", swims=True), row("b", name="Eva", age="3")
TWO = {"f_kids": [ADA, EVA], "f_bus": None}


def errors(form: MultiDict[str, str], answers: Any = None) -> dict[str, list[str]]:
    return sent(filling(KIDS, answers), form)[1]


def test_rows_are_answered_like_pages() -> None:
    after, wrong = sent(filling(KIDS), page(("a", {"name": "Ada", "age": "7"}), ("b", {"name": "Eva", "age": ""})))
    assert wrong == {}
    assert after.answers["f_kids"] == [row("a", name="Ada", age="7"), row("b", name="Eva", age=None)]


def test_an_error_says_in_which_row() -> None:
    wrong = errors(page(("a", {"name": "Ada", "age": "x"}), ("b", {"name": "", "age": ""})))
    assert wrong == {
        "f_kids-r_a-f_age": ["Child 1: The age must be a number, for example 1234"],
        "f_kids-r_b-f_name": ["Child 2: Enter the name"],
    }


def test_what_holds_in_a_row_is_kept_beside_what_does_not() -> None:
    after, _wrong = sent(filling(KIDS), page(("a", {"name": "Ada", "age": " x "})))
    assert after.answers["f_kids"] == [row("a", name="Ada")]
    assert [one.raw for one in after.inputs(KIDS.pages[0]).controls["f_kids"].fields] == ["Ada", " x ", None]


def test_a_question_in_a_row_looks_at_its_own_row() -> None:
    after, _wrong = sent(filling(KIDS), page(("a", {"name": "Ada", "age": "7"}), ("b", {"name": "Eva", "age": "3"})))
    shown = {one.name: one.asked_now for one in after.inputs(KIDS.pages[0]).controls["f_kids"].rows}
    assert "f_swims" in shown["f_kids-r_a"]
    assert "f_swims" not in shown["f_kids-r_b"]
    assert not after.is_complete(KIDS.pages[0])


def test_an_answer_that_is_not_asked_in_its_row_is_not_sent() -> None:
    given = {**TWO, "f_kids": [ADA, {**EVA, "answers": {**EVA["answers"], "f_swims": True}}]}
    assert filling(KIDS, given).to_send() == TWO
    assert filling(KIDS, TWO).check_all() == {}


def test_a_page_that_does_not_name_a_row_leaves_it_alone() -> None:
    after, wrong = sent(filling(KIDS, TWO), page(("a", {"name": "Adam", "age": "3"})))
    assert wrong == {}
    assert [(one["id"], one["answers"]["f_name"]) for one in after.answers["f_kids"]] == [("r_a", "Adam"), ("r_b", "Eva")]


def test_answers_of_a_row_that_does_not_name_itself_are_kept() -> None:
    after, _wrong = sent(filling(KIDS), MultiDict({"f_kids-r_z-f_name": "Zoe"}))
    assert after.answers["f_kids"][0]["answers"]["f_name"] == "Zoe"


@pytest.mark.parametrize("row_id", ["²-a", "r_²", "r_", "R_a", "r_a-b", "r_" + "a" * 19, "-1", "", "r_a\n"])
def test_a_row_that_cannot_be_read_is_refused_in_words(row_id: str) -> None:
    wrong = errors(
        MultiDict([("f_kids-row", row_id), ("f_kids-row", "r_a"), ("f_kids-r_a-f_name", "Ada"), (f"f_kids-{row_id}-f_name", "x")])
    )
    assert wrong["f_kids"] == ["A part of “Children” could not be read. Check it, and add what is missing"]


def test_rows_beyond_the_most_are_kept_and_refused() -> None:
    after, wrong = sent(filling(KIDS), page(*((name, {"name": name}) for name in "abcd")))
    assert wrong == {"f_kids": ["“Children” takes 3 at the most: remove the others"]}
    assert len(after.answers["f_kids"]) == 4
    assert not after.is_complete(KIDS.pages[0])


def test_thousands_of_rows_are_refused_too() -> None:
    after, wrong = sent(filling(KIDS), page(*((f"n{n}", {"name": "x"}) for n in range(3000))))
    assert len(wrong["f_kids"]) == 2
    assert len(after.answers["f_kids"]) == 200


def test_a_group_that_must_have_rows_begins_with_them() -> None:
    three = defined([group(min=3)])
    assert [one.title for one in filling(three).inputs(three.pages[0]).controls["f_kids"].rows] == [
        "Child 1",
        "Child 2",
        "Child 3",
    ]
    optional = defined([group(required=False)])
    assert filling(optional).inputs(optional.pages[0]).controls["f_kids"].rows == []


def test_two_tabs_begin_with_the_same_row() -> None:
    first, second = (filling(KIDS).inputs(KIDS.pages[0]).controls["f_kids"].rows for _tab in range(2))
    assert first[0].name == second[0].name


def test_none_is_an_answer_where_none_must_be() -> None:
    optional = defined([group(required=False)])
    after, wrong = sent(filling(optional), MultiDict())
    assert (after.answers, wrong) == ({"f_kids": None}, {})
    assert after.is_complete(optional.pages[0])
    assert [one.text for one in after.summary()[0].rows] == ["Not provided"]


def test_too_few_rows_are_refused() -> None:
    two = defined([group(min=2)])
    _after, wrong = sent(filling(two), page(("a", {"name": "Ada"})))
    assert wrong == {"f_kids": ["Add 2 or more under “Children”"]}


def test_questions_after_a_group_see_all_its_rows() -> None:
    swimmer = item("towel", show={"f": "f_swims", "op": "has", "v": True})
    after = defined([group(NAME, item("age", "number"), SWIMS)], [swimmer])
    assert "f_towel" in filling(after, TWO).uids
    assert "f_towel" not in filling(after, {"f_kids": [EVA]}).uids


def test_a_rule_in_a_group_is_asked_in_each_row() -> None:
    rule = {"uid": "r_1", "assert": {"f": "f_age", "op": "ge", "v": "4"}, "at": "f_age", "message": {"en": "Must be 4"}}
    ruled = defined([group(NAME, item("age", "number"))], rules=[rule])
    after, wrong = sent(filling(ruled), page(("a", {"name": "Ada", "age": "7"}), ("b", {"name": "Eva", "age": "3"})))
    assert wrong == {"f_kids-r_b-f_age": ["Child 2: Must be 4"]}
    assert after.answers["f_kids"][1] == row("b", name="Eva")
    assert filling(ruled, TWO).check_all() == {"p_1": {"f_kids-r_b-f_age": "Child 2: Must be 4"}}


def test_all_is_checked_again_in_every_row() -> None:
    given = {**TWO, "f_kids": [ADA, row("b", name=None, age="x")]}
    assert filling(KIDS, given).check_all() == {
        "p_1": {
            "f_kids-r_b-f_name": "Child 2: Enter the name",
            "f_kids-r_b-f_age": "Child 2: The age must be a number, for example 1234",
        }
    }
    assert filling(KIDS, {**TWO, "f_kids": []}).check_all() == {"p_1": {"f_kids": "Add child"}}


def test_the_summary_has_a_card_for_each_row() -> None:
    first = filling(KIDS, TWO).summary()[0]
    assert [(card.title, [(one.label, one.text) for one in card.rows]) for card in first.cards] == [
        ("Child 1", [("Name", "Ada"), ("Age", "7"), ("Can they swim?", "Yes")]),
        ("Child 2", [("Name", "Eva"), ("Age", "3")]),
    ]
    assert first.rows[3].question == "Child 2: Name"
    assert first.rows[3].uid == "f_kids-r_b-f_name"


def test_a_new_version_keeps_of_each_row_what_survives() -> None:
    new = defined([group(NAME, item("age", "number", max="5"))], [item("bus", "yes_no")])
    update = rebound(KIDS, new, TWO, "en", filling(KIDS).today)
    assert update.answers["f_kids"] == [row("a", name="Ada"), row("b", name="Eva", age="3")]
    assert update.sentence == "This form was updated. 1 answer needs checking."


def test_a_question_that_moves_into_a_group_takes_no_answer_along() -> None:
    old = defined([item("name")])
    assert rebound(old, defined([group()]), {"f_name": "Ada"}, "en", filling(old).today).answers == {}


def test_places_are_picked_by_each_row() -> None:
    workshop = defined([group(NAME, item("shop", "choice"))])
    answers = {"f_kids": [row("a", name="Ada", shop="pot"), row("b", name="Eva", shop="pot")]}
    assert list(workshop.picks(answers)) == [("f_shop", "pot"), ("f_shop", "pot")]


def test_a_revision_tells_what_changed_in_which_row() -> None:
    after = {**TWO, "f_kids": [ADA, row("b", name="Evi", age="3"), row("c", name="Zoe", age="1")]}
    told = [(one.uid, one.question) for one in differences(filling(KIDS, TWO), filling(KIDS, after))]
    assert told == [
        ("f_kids-r_b-f_name", "Child 2: Name"),
        ("f_kids-r_c-f_name", "Child 3: Name"),
        ("f_kids-r_c-f_age", "Child 3: Age"),
    ]


def test_a_calculation_in_a_row_is_of_that_row_and_one_after_the_group_of_all() -> None:
    twice, total = item("twice", "computed"), item("total", "computed")
    calc = [
        {"uid": "f_twice", "expr": {"mul": [{"f": "f_age"}, "2"]}},
        {"uid": "f_total", "expr": {"sum": [{"f": "f_age"}]}},
        {"uid": "f_many", "expr": {"count": [{"f": "f_kids"}]}},
    ]
    form = defined([group(NAME, item("age", "number"), twice)], [total, item("many", "computed")], calc=calc)
    sent_answers = filling(form, {"f_kids": [row("a", name="Ada", age="7"), row("b", name="Eva", age="3")]}).to_send()
    assert [one["answers"]["f_twice"] for one in sent_answers["f_kids"]] == ["14", "6"]
    assert (sent_answers["f_total"], sent_answers["f_many"]) == ("10", "2")


def test_a_draft_that_saves_itself_takes_no_blank_in_a_row_for_an_answer() -> None:
    before = filling(KIDS)
    inputs = before.inputs(KIDS.pages[0], page(("a", {"name": "Ada", "age": ""})))
    inputs.validate()
    assert before.merged(inputs, is_done=False).answers["f_kids"] == [row("a", name="Ada")]
    assert before.merged(inputs).answers["f_kids"] == [row("a", name="Ada", age=None)]


def test_a_new_row_does_not_look_at_the_others() -> None:
    nickname = item("nickname", show={"f": "f_name", "op": "has", "v": "Ada"})
    inputs = filling(form := defined([group(NAME, nickname)]), {"f_kids": [row("a", name="Ada")]}).inputs(form.pages[0])
    inputs.change_rows(read_row_change("add-row:f_kids:r_new"))
    assert ["f_nickname" in one.asked_now for one in inputs.controls["f_kids"].rows] == [True, False]
