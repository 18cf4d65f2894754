"""Building repeatable groups: questions go in, out, up and down, and copies have names of their own."""

from typing import Any

from tests.models.documents import document, item
from tests.models.rows import NAME, group
from webapp.models.condition_edits import without_questions
from webapp.models.definition import Definition
from webapp.models.outline import (
    add_question,
    dependants,
    duplicate_question,
    move_question,
    remove_page,
    remove_question,
    replace_question,
    shift_question,
    with_new_uids,
)

ADULT = {"f": "f_age", "op": "ge", "v": "18"}
FORM = document([item("bus"), group(NAME, item("age", "number"), item("votes", show=ADULT)), item("end")], [item("last")])


def shape(made: Any) -> str:
    """The first page in one line: "bus kids(name age votes) end"."""
    inside = {one["uid"]: " ".join(inner["uid"][2:] for inner in one.get("items", ())) for one in made["pages"][0]["items"]}
    return " ".join(uid[2:] + (f"({inner})" if inner else "") for uid, inner in inside.items())


def test_a_question_is_added_in_a_group() -> None:
    made, uid = add_question(FORM, "f_kids", item("x"), "f_name")
    assert shape(made) == f"bus kids(name {uid[2:]} age votes) end"


def test_a_question_moves_into_a_group_and_out_of_it() -> None:
    assert shape(move_question(FORM, "f_bus", "f_kids", None)) == "kids(bus name age votes) end"
    assert shape(move_question(FORM, "f_age", "p_1", "f_end")) == "bus kids(name votes) end age"


def test_up_and_down_stay_in_the_group_until_its_edge() -> None:
    assert shape(shift_question(FORM, "f_name", 1)) == "bus kids(age name votes) end"
    assert shape(shift_question(FORM, "f_name", -1)) == "bus name kids(age votes) end"
    assert shape(shift_question(FORM, "f_votes", 1)) == "bus kids(name age) votes end"
    assert shape(shift_question(FORM, "f_bus", 1)) == "kids(name age votes) bus end"


def test_a_copy_of_a_group_asks_copies_that_look_at_each_other() -> None:
    made, uid = duplicate_question(FORM, "f_kids")
    copy = next(one for one in made["pages"][0]["items"] if one["uid"] == uid)
    names = [one["uid"] for one in copy["items"]]
    assert not {"f_kids", "f_name", "f_age", "f_votes"} & {uid, *names}
    assert copy["items"][2]["show"]["f"] == names[1]
    Definition.parse(made)


def test_a_copy_of_a_question_in_a_group_stands_below_it() -> None:
    made, uid = duplicate_question(FORM, "f_age")
    assert shape(made) == f"bus kids(name age {uid[2:]} votes) end"


def test_a_form_that_is_duplicated_has_no_question_of_the_other() -> None:
    old, new = Definition.parse(FORM), Definition.parse(with_new_uids(FORM))
    assert len(new.every_question) == 7
    assert not old.kinds.keys() & new.kinds.keys()


def test_what_speaks_of_a_question_in_a_group_is_named() -> None:
    assert dependants(Definition.parse(FORM), "f_age") == ("f_votes",)
    assert "show" not in without_questions(FORM, ["f_age"])["pages"][0]["items"][1]["items"][2]


def test_a_group_goes_with_its_calculations() -> None:
    summed = item("sum", "computed")
    calc = [{"uid": "f_sum", "expr": {"sum": [{"f": "f_age"}]}}]
    made = document([group(item("age", "number"), summed)], [item("last")], calc=calc)
    assert not remove_question(made, "f_kids").get("calc")
    assert not remove_page(made, "p_1").get("calc")


def test_what_an_editing_page_gives_back_keeps_the_questions_inside() -> None:
    kids = FORM["pages"][0]["items"][1]
    made = replace_question(FORM, "f_kids", {**kids, "label": {"en": "Kids"}})
    assert shape(made) == shape(FORM)
