"""Rules across questions: when they speak, and where."""

from typing import Any

from werkzeug.datastructures import MultiDict

from tests.models.documents import defined, filling, item
from webapp.models.answering import Filling

FROM, TO = item("from", "number"), item("to", "number")
LATER = {
    "uid": "r_1",
    "assert": {"op": "ge", "l": {"f": "f_to"}, "r": {"f": "f_from"}},
    "at": "f_to",
    "message": {"en": "To after from"},
}
MAIL = {"any": [{"not": {"f": "f_mail", "op": "empty"}}, {"not": {"f": "f_call", "op": "empty"}}]}
REACH = {"uid": "r_2", "assert": MAIL, "at": "f_mail", "message": {"en": "Give an email or a number"}}


def after(before: Filling, place: int, **form: str) -> tuple[Filling, dict[str, Any]]:
    inputs = before.inputs(before.pages[place], MultiDict(form))
    inputs.validate()
    return before.merged(inputs), {uid: field.errors for uid, field in inputs.controls.items() if field.errors}


def test_a_rule_between_two_questions_of_a_page_stands_at_its_question() -> None:
    form = defined([FROM, TO], rules=[LATER])
    one, errors = after(filling(form), 0, f_from="5", f_to="3")
    assert errors == {"f_to": ["To after from"]}
    assert "f_to" not in one.answers
    assert after(filling(form), 0, f_from="5", f_to="5")[1] == {}


def test_what_is_left_blank_is_compared_with_nothing() -> None:
    assert after(filling(defined([FROM, TO], rules=[LATER])), 0, f_from="5", f_to="")[1] == {}


def test_a_rule_over_two_pages_is_told_on_the_later_page_and_before_sending() -> None:
    form = defined([FROM], [TO], rules=[LATER])
    one, _errors = after(filling(form), 0, f_from="5")
    assert after(one, 1, f_to="3")[1] == {"f_to": ["To after from"]}
    two, _errors = after(filling(form, {"f_from": "1", "f_to": "3"}), 0, f_from="5")
    assert two.broken_rules() == two.check_all() == {"p_2": {"f_to": "To after from"}}


def test_a_rule_is_silent_while_a_question_of_it_was_not_reached() -> None:
    form = defined([item("mail")], [item("call")], rules=[REACH])
    one, errors = after(filling(form), 0, f_mail="")
    assert errors == {}
    two, errors = after(one, 1, f_call="")
    assert two.check_all() == {"p_1": {"f_mail": "Give an email or a number"}}
    assert after(one, 1, f_call="1")[0].check_all() == {}


def test_a_rule_at_a_hidden_question_is_silent() -> None:
    form = defined([FROM, {**TO, "show": {"f": "f_from", "op": "lt", "v": "5"}}], rules=[LATER])
    assert filling(form, {"f_from": "9", "f_to": "3"}).broken_rules() == {}
    assert filling(form, {"f_from": "4", "f_to": "3"}).broken_rules() == {"p_1": {"f_to": "To after from"}}


def test_a_hidden_question_counts_as_blank_for_a_rule_that_stands_elsewhere() -> None:
    call = item("call", show={"f": "f_mail", "op": "eq", "v": "none"})
    form = defined([item("mail"), call], rules=[REACH])
    assert filling(form, {"f_mail": None, "f_call": "1"}).broken_rules() == {"p_1": {"f_mail": "Give an email or a number"}}


def test_a_rule_about_a_total_stands_at_the_total() -> None:
    rule = {"uid": "r_1", "assert": {"f": "f_tot", "op": "eq", "v": "100"}, "at": "f_tot", "message": {"en": "Shares make 100"}}
    calc = [{"uid": "f_tot", "expr": {"sum": [{"f": "f_from"}, {"f": "f_to"}]}}]
    form = defined([FROM, TO, item("tot", "computed")], rules=[rule], calc=calc)
    one, errors = after(filling(form), 0, f_from="60", f_to="30")
    assert errors == {"f_tot": ["Shares make 100"]}
    assert one.check_all() == {"p_1": {"f_tot": "Shares make 100"}}
