"""What the browser follows on a page: only what it can tell, and nothing where nothing hangs on the page itself."""

from typing import Any

from werkzeug.datastructures import MultiDict

from tests.models.documents import defined, filling, item
from webapp.models.live_page import Live, live

N, PRICE = item("n", "number"), item("price", "number", decimals=2, min="0")
TOTAL = item("tot", "computed", label="Total", currency="EUR")
EXPR = {"sum": [{"f": "f_price"}, {"mul": [{"f": "f_n"}, "12.50"]}]}


def many(uid: str = "n", op: str = "gt", value: Any = "5") -> dict[str, Any]:
    return {"f": f"f_{uid}", "op": op, "v": value}


def followed(*pages: list[dict[str, Any]], at: str = "p_1", **calc: Any) -> Live:
    return live(defined(*pages, calc=[{"uid": f"f_{name}", "expr": one} for name, one in calc.items()]), at)


def test_a_page_on_which_nothing_hangs_on_itself_needs_nothing() -> None:
    assert not followed([N, PRICE], [item("why", show=many())])
    assert not followed([N, PRICE], [item("why", show=many())], at="p_2")


def test_questions_and_totals_that_hang_on_the_page_are_followed() -> None:
    found = followed([N, PRICE, item("why", show=many()), TOTAL], tot=EXPR)
    assert (found.shows, found.totals) == ({"f_why"}, {"f_tot"})


def test_what_hangs_on_an_answer_that_the_browser_cannot_read_is_left_to_the_server() -> None:
    mail = item("mail", "email")
    assert not followed([mail, item("why", show={"f": "f_mail", "op": "empty"})])
    assert not followed([mail, N, item("why", show={"all": [many(), {"f": "f_mail", "op": "empty"}]})])


def test_what_hangs_on_something_left_to_the_server_is_left_to_it_too() -> None:
    shows = {"f": "f_mail", "op": "empty"}
    found = followed([item("mail", "email"), item("a", "number", show=shows), item("b", show=many("a"))])
    assert not found


def test_answers_of_earlier_pages_travel_as_they_compare_and_only_those() -> None:
    form = defined([N, item("other"), item("days", "choices")], [PRICE, item("why", show={"any": [many("price"), many()]})])
    before = filling(form, {"f_n": "7.50", "f_other": "secret", "f_days": ["pot"]})
    data = before.inputs(form.pages[1]).live_data
    assert data["answers"] == {"f_n": {"n": "7.5"}}
    assert data["numbers"] == ["f_n", "f_price"]


def test_limits_and_the_day_of_today_travel_with_a_question() -> None:
    form = defined([item("d", "date", max="today"), PRICE, item("why", show=many("price"))])
    inputs = filling(form).inputs(form.pages[0])
    readers = [part["read"] for part in inputs.live_data["parts"]]
    assert readers[0] == {"as": "date", "min": None, "max": "2026-11-21"}
    assert readers[1] == {"as": "number", "mark": ".", "decimals": 2, "min": "0", "max": None}


def test_a_question_that_the_browser_showed_is_judged_though_it_sent_nothing() -> None:
    form = defined([N, item("ok", "yes_no", required=True, show=many())])
    before = filling(form)
    seen = before.inputs(form.pages[0], MultiDict([("f_n", "7"), ("_asked", "f_ok"), ("_asked", "f_gone")]))
    assert not seen.validate()
    assert seen.controls["f_ok"].errors
    unseen = before.inputs(form.pages[0], MultiDict([("f_n", "7")]))
    assert unseen.validate()


def test_a_hidden_question_stands_on_the_page_for_the_browser_to_show() -> None:
    form = defined([N, item("why", show=many())])
    inputs = filling(form).inputs(form.pages[0])
    assert [field.name for field in inputs.on_page] == ["f_n", "f_why"]
    assert [field.name for field in inputs.shown] == ["f_n"]


GROUP = {"uid": "f_kids", "kind": "group", "label": {"en": "Children"}, "items": [item("fee", "number")]}
FEES = {"sum": [{"f": "f_fee"}, {"f": "f_n"}]}


def test_the_answers_of_rows_on_an_earlier_page_travel_one_by_one() -> None:
    form = defined([GROUP], [N, TOTAL], calc=[{"uid": "f_tot", "expr": FEES}])
    rows = [{"id": "r_aaaa", "answers": {"f_fee": "2"}}, {"id": "r_bbbb", "answers": {"f_fee": None}}]
    data = filling(form, {"f_kids": rows}).inputs(form.pages[1]).live_data
    assert data["answers"] == {"f_fee": [{"n": "2"}]}


def test_the_rows_of_a_group_on_the_page_itself_are_followed() -> None:
    assert followed([GROUP, N, TOTAL], tot=FEES).totals == {"f_tot"}
    swims = GROUP | {"items": [item("age", "number"), item("swims", "yes_no", show=many("age"))]}
    assert followed([swims]).shows == {"f_swims"}


def test_rows_of_which_nobody_can_tell_whether_they_are_asked_are_left_to_the_server() -> None:
    hidden = GROUP | {"show": {"f": "f_mail", "op": "empty"}}
    assert not followed([item("mail", "email"), hidden, N, TOTAL], tot=FEES)


def test_what_waits_in_a_row_is_judged_once_the_browser_has_shown_it() -> None:
    swims = item("swims", "yes_no", required=True, show=many("age"))
    form = defined([GROUP | {"items": [item("age", "number"), swims]}])
    sent = [("f_kids-row", "r_a"), ("f_kids-r_a-f_age", "7"), ("_asked", "f_kids-r_a-f_swims")]
    seen, unseen = (filling(form).inputs(form.pages[0], MultiDict(pairs)) for pairs in (sent, sent[:2]))
    assert [one.name for one in unseen.in_reach] == ["f_kids", "f_kids-r_a-f_age", "f_kids-r_a-f_swims"]
    assert (seen.validate(), unseen.validate()) == (False, True)
    assert list(seen.errors) == ["f_kids-r_a-f_swims"]


def test_of_rows_on_an_earlier_page_only_their_number_travels() -> None:
    many_kids = {"op": "ge", "l": {"count": {"f": "f_kids"}}, "r": {"f": "f_n"}}
    form = defined([GROUP], [N, item("why", show=many_kids)])
    rows = [{"id": "r_aaaa", "answers": {"f_fee": "2"}}, {"id": "r_bbbb", "answers": {}}]
    assert filling(form, {"f_kids": rows}).inputs(form.pages[1]).live_data["answers"] == {"f_kids": [{}, {}]}


def test_an_amount_of_money_is_read_off_the_page_as_a_number_is() -> None:
    assert followed([item("price", "money", currency="EUR"), N, TOTAL], tot=EXPR).totals == {"f_tot"}
