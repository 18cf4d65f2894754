"""Computed questions while a form is filled in: worked out at each save and at Send, whatever a page posts."""

from typing import Any

from werkzeug.datastructures import MultiDict

from tests.models.documents import TODAY, defined, filling, item
from webapp.models.answering import Filling

PRICE, N = item("price", "number", decimals=2, required=True), item("n", "number", label="Number")
TOTAL = item("tot", "computed", label="Total", currency="EUR", indexed=True)
RICH = item("why", show={"f": "f_tot", "op": "gt", "v": "100"})
EXPR = {"sum": [{"f": "f_price"}, {"mul": [{"f": "f_n"}, "12.50"]}]}
SHOP = defined([PRICE, N, TOTAL, RICH], calc=[{"uid": "f_tot", "expr": EXPR}])


def after(before: Filling, **form: str) -> Filling:
    inputs = before.inputs(before.pages[0], MultiDict(form))
    inputs.validate()
    return before.merged(inputs)


def test_it_is_worked_out_at_each_save_and_what_is_posted_is_ignored() -> None:
    one = after(filling(SHOP), f_price="10", f_n="2", f_tot="1")
    assert one.answers["f_tot"] == one.to_send()["f_tot"] == "35"
    assert after(one, f_price="10", f_n="3").answers["f_tot"] == "47.5"


def test_it_is_worked_out_again_at_send_from_what_a_draft_holds() -> None:
    assert filling(SHOP, {"f_price": "1", "f_n": "1", "f_tot": "999"}).to_send()["f_tot"] == "13.5"


def test_an_answer_that_was_sent_keeps_the_value_it_was_sent_with() -> None:
    sent = Filling(SHOP, {"f_n": "1", "f_tot": "999"}, today=TODAY, is_sent=True)
    assert sent.relevant_answers["f_tot"] == "999"


def test_a_question_after_it_is_shown_by_its_value() -> None:
    one = after(filling(SHOP), f_price="90", f_n="1")
    assert "f_why" in one.uids
    assert "f_why" not in after(filling(SHOP), f_price="10", f_n="1").uids


def test_it_holds_nobody_up_while_there_is_nothing_to_work_out() -> None:
    one = after(filling(SHOP), f_price="", f_n="")
    assert one.to_send()["f_tot"] is None
    assert set(one.check_all()["p_1"]) == {"f_price"}


def test_it_is_shown_on_check_answers_without_a_way_to_change_it() -> None:
    rows = {row.uid: row for row in filling(SHOP, {"f_price": "1000", "f_n": "1"}).summary()[0].rows}
    assert (rows["f_tot"].text, rows["f_tot"].can_be_changed) == ("€1,012.50", False)
    assert rows["f_n"].can_be_changed


def test_it_has_keys_to_filter_and_sort_by() -> None:
    assert dict(filling(SHOP, {"f_price": "1", "f_n": "1"}).keys())["f_tot"].endswith("13500000")


def test_its_field_says_the_value_before_and_after_a_save() -> None:
    said: list[Any] = []
    before = filling(SHOP, {"f_price": "1", "f_n": "1"})
    said.append(before.inputs(SHOP.pages[0]).controls["f_tot"].said)  # type: ignore[attr-defined]
    inputs = before.inputs(SHOP.pages[0], MultiDict({"f_price": "2", "f_n": "1"}))
    inputs.validate()
    said.append(inputs.controls["f_tot"].said)  # type: ignore[attr-defined]
    assert said == ["€13.50", "€14.50"]


def test_a_hidden_one_is_neither_worked_out_nor_sent() -> None:
    hidden = {**TOTAL, "show": {"f": "f_n", "op": "gt", "v": "5"}}
    shop = defined([PRICE, N, hidden], calc=[{"uid": "f_tot", "expr": EXPR}])
    assert "f_tot" not in filling(shop, {"f_price": "1", "f_n": "1"}).to_send()
