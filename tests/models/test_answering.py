"""Answering a form: going forward and back, checking, sending."""

from typing import Any

from werkzeug.datastructures import MultiDict

from tests.models.documents import TODAY, defined, filling, item
from webapp.models.answering import Filling, answers_json, answers_sha256

COURSE = defined(
    [item("name", label="Child's name", required=True), item("age", "number", required=True)],
    [item("swims", "yes_no", label="Can your child swim?", show={"f": "f_age", "op": "ge", "v": "6"})],
    [item("notes", "long_text"), item("ok", "consent", required=True)],
)
WHOLE = {"f_name": "Ada", "f_age": "7", "f_swims": True, "f_notes": None, "f_ok": True}


def after(before: Filling, place: int, **form: str) -> Filling:
    inputs = before.inputs(before.pages[place], MultiDict(form))
    inputs.validate()
    return before.merged(inputs)


def where(page: Any) -> str | None:
    return page.uid if page else None


def test_a_form_is_filled_in_page_by_page() -> None:
    one = after(filling(COURSE), 0, f_name="Ada", f_age="7")
    assert where(one.next_after(COURSE.pages[0])) == where(one.first_incomplete()) == "p_2"
    two = after(one, 1, f_swims="yes")
    three = after(two, 2, f_notes="", f_ok="y")
    assert three.next_after(COURSE.pages[2]) is three.first_incomplete() is None
    assert three.to_send() == WHOLE


def test_what_was_typed_wrongly_is_shown_again_exactly() -> None:
    one = after(filling(COURSE), 0, f_name="Ada", f_age=" seven ")
    assert one.answers == {"f_name": "Ada"}
    assert one.inputs(one.pages[0]).controls["f_age"]._value() == " seven "


def test_a_wrong_answer_takes_the_valid_one_before_it_out() -> None:
    one = after(filling(COURSE, WHOLE), 0, f_name="Ada", f_age="x")
    assert "f_age" not in one.answers
    assert where(one.first_incomplete()) == "p_1"


def test_an_accepted_answer_is_shown_back_in_its_normal_form() -> None:
    definition = defined([item("sum", "number", decimals=2)])
    one = after(filling(definition), 0, f_sum="1,234.50")
    assert one.inputs(one.pages[0]).controls["f_sum"]._value() == "1234.5"


def test_unticking_sticks() -> None:
    definition = defined([item("days", "choices")])
    ticked = after(filling(definition), 0, f_days="pot")
    emptied = after(ticked, 0)
    assert emptied.answers == {"f_days": None}
    assert emptied.inputs(emptied.pages[0]).controls["f_days"].data == []


def test_pages_that_are_not_relevant_are_passed_over_both_ways() -> None:
    small = filling(COURSE, {"f_name": "Ada", "f_age": "3"})
    assert where(small.next_after(COURSE.pages[0])) == "p_3"
    assert where(small.page_before(COURSE.pages[2])) == "p_1"
    assert small.page_before(COURSE.pages[0]) is None


def test_a_page_is_reachable_once_the_required_ones_before_it_are_answered() -> None:
    assert not filling(COURSE, {"f_name": "Ada"}).is_reachable(COURSE.pages[2])
    assert filling(COURSE, {"f_name": "Ada", "f_age": "7"}).is_reachable(COURSE.pages[2])
    assert not filling(COURSE, {"f_name": "Ada", "f_age": "3"}).is_reachable(COURSE.pages[1])


def test_a_page_that_now_asks_more_comes_again() -> None:
    more = item("plate", show={"f": "f_drives", "op": "eq", "v": True})
    definition = defined([item("drives", "yes_no"), more], [item("z")])
    one = after(filling(definition), 0, f_drives="yes")
    assert where(one.next_after(definition.pages[0])) == "p_1"
    assert where(after(one, 0, f_drives="yes", f_plate="").next_after(definition.pages[0])) == "p_2"


def test_progress_in_words() -> None:
    young, older = filling(COURSE, {"f_age": "3"}), filling(COURSE, {"f_age": "7"})
    assert str(young.progress(COURSE.pages[2])) == "Page 2 of 2: Page 3"
    assert str(older.progress(COURSE.pages[1])) == "Page 2 of 3: Page 2"


def test_a_page_without_title_is_called_by_its_only_question() -> None:
    made = {**COURSE.document, "pages": [{"uid": "p_1", "items": [item("a", label="Your address")]}]}
    definition = defined().parse(made)
    assert str(filling(definition).progress(definition.pages[0])) == "Page 1 of 1: Your address"


def test_the_summary_shows_what_will_be_sent() -> None:
    first, _, last = filling(COURSE, WHOLE).summary()
    assert [(row.question, row.text) for row in first.rows] == [("Child's name", "Ada"), ("Age", "7")]
    assert (last.rows[0].text, last.rows[0].answer) == ("Not provided", None)


def test_irrelevant_questions_are_absent_from_summary_and_sending() -> None:
    small = filling(COURSE, {**WHOLE, "f_age": "3"})
    assert [page.uid for page in small.summary()] == ["p_1", "p_3"]
    assert "f_swims" not in small.to_send()
    assert small.dropped_since(filling(COURSE, WHOLE)) == ("Can your child swim?",)


def test_all_is_checked_again_before_sending() -> None:
    assert filling(COURSE, WHOLE).check_all() == {}
    found = filling(COURSE, {**WHOLE, "f_name": None, "f_age": "7.5"}).check_all()
    assert found == {"p_1": {"f_name": "Enter your child's name", "f_age": "Age must be a whole number, without decimals"}}


def test_nobody_sends_a_question_they_never_saw() -> None:
    unseen = {uid: value for uid, value in WHOLE.items() if uid != "f_notes"}
    assert filling(COURSE, unseen).check_all() == {"p_3": {"f_notes": "Answer “Notes”, or leave it blank, before you send"}}
    assert where(filling(COURSE, unseen).first_incomplete()) == "p_3"


def test_what_was_typed_and_refused_is_what_the_check_complains_about() -> None:
    wrong = {uid: value for uid, value in WHOLE.items() if uid != "f_age"}
    found = filling(COURSE, wrong, raw={"f_age": "x"}).check_all()
    assert found["p_1"] == {"f_age": "Age must be a number, for example 1234"}


def test_an_answer_that_a_stricter_version_refuses_is_found() -> None:
    stricter = defined([item("name", label="Child's name", max=2)])
    assert filling(stricter, {"f_name": "Ada"}).check_all() == {"p_1": {"f_name": "Child's name must be 2 characters or fewer"}}


def test_only_indexed_answers_have_keys() -> None:
    definition = defined([item("a", indexed=True), item("b"), item("c", "choices", indexed=True), item("d", indexed=True)])
    answers = {"f_a": "Ada", "f_b": "x", "f_c": ["pot", "chess"], "f_d": None}
    assert list(filling(definition, answers).keys()) == [("f_a", "ada"), ("f_c", "pot"), ("f_c", "chess")]


def test_the_hash_of_answers_does_not_depend_on_their_order() -> None:
    assert answers_sha256({"f_a": "x", "f_b": None}) == answers_sha256({"f_b": None, "f_a": "x"})
    assert answers_json({"f_b": None, "f_a": "Zoe\u0308"}) == '{"f_a":"Zoë","f_b":null}'


def test_blank_and_never_asked_are_different_things() -> None:
    assert answers_sha256({"f_a": None}) != answers_sha256({})


def test_an_address_fills_in_only_what_the_author_opened_to_it() -> None:
    definition = defined([item("club", prefill=True), item("kept", prefill=True), item("secret")])
    offered = MultiDict({"f_club": "Chess", "f_kept": "new", "f_secret": "x"})
    one = filling(definition, {"f_kept": "old"}).prefilled(offered)
    assert {field.name: field._value() for field in one.inputs(one.pages[0]).shown} == {
        "f_club": "Chess",
        "f_kept": "old",
        "f_secret": "",
    }
    assert one.answers == {"f_kept": "old"}


def test_a_filling_never_changes_the_answers_it_was_given() -> None:
    answers: dict[str, Any] = {}
    after(Filling(COURSE, answers, today=TODAY), 0, f_name="Ada", f_age="7")
    assert answers == {}
