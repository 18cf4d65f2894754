"""Relevance: what is asked, given the answers so far."""

from typing import Any

from tests.models.documents import defined, item
from webapp.models.relevance import relevance

IF_YES = {"f": "f_member", "op": "eq", "v": True}
CHAIN = defined(
    [item("member", "yes_no"), item("number", show=IF_YES)],
    [item("card", show={"not": {"f": "f_number", "op": "empty"}})],
    [item("colour", show={"f": "f_card", "op": "eq", "v": "gold"})],
)


def asked(answers: dict[str, Any]) -> str:
    return " ".join(sorted(uid[2:] for uid in relevance(CHAIN, answers).uids))


def test_what_hangs_on_an_answer_appears_with_it() -> None:
    assert asked({}) == "member"
    assert asked({"f_member": True}) == "member number"
    assert asked({"f_member": True, "f_number": "7"}) == "card member number"


def test_an_answer_to_a_hidden_question_counts_as_never_given_all_the_way_down() -> None:
    answers = {"f_member": False, "f_number": "7", "f_card": "gold", "f_colour": "red"}
    assert asked(answers) == "member"
    assert relevance(CHAIN, answers).answers == {"f_member": False}


def test_pages_without_anything_to_show_are_left_out() -> None:
    assert [page.uid for page in relevance(CHAIN, {"f_member": True}).pages] == ["p_1"]


def test_a_hidden_page_hides_its_questions() -> None:
    pages = [item("member", "yes_no")], [item("number")]
    made = defined(*pages).document
    made = {**made, "pages": [made["pages"][0], {**made["pages"][1], "show": IF_YES}]}
    definition = defined().parse(made)
    assert relevance(definition, {"f_number": "7"}).answers == {}
    assert relevance(definition, {"f_member": True, "f_number": "7"}).answers["f_number"] == "7"


def test_answers_to_questions_of_other_versions_are_left_out() -> None:
    assert relevance(defined([item("a")]), {"f_a": "x", "f_gone": "y"}).answers == {"f_a": "x"}


def test_a_condition_on_a_later_question_sees_no_answer() -> None:
    backwards = defined([item("a", show={"f": "f_b", "op": "eq", "v": "x"}), item("b")])
    assert relevance(backwards, {"f_b": "x"}).uids == {"f_b"}
