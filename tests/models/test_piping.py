"""Answers repeated in an author's words: as text, once, and never as anything that is executed."""

from typing import Any

import pytest
from werkzeug.datastructures import MultiDict

from tests.models.documents import defined, filling, item
from webapp.models.asking import asked_questions
from webapp.models.definition_checks import before_publishing
from webapp.models.outline import dependants, with_new_uids
from webapp.models.piping import in_short, piped, pipes_in
from webapp.models.prose import prose

NAME = item("name", label="Child's name")
AGE = item("age", "number", label="How old is {{q:f_name}}?", hint={"en": "{{q:f_name}} counts too"})
NOTE = {"uid": "f_note", "kind": "guidance", "text": {"en": "**Bring** {{q:f_name}}"}}
PAGES = ([NAME], [AGE, NOTE])


def asked(name: Any) -> Any:
    form = defined(*PAGES)
    return filling(form, {"f_name": name}).inputs(form.pages[1]).controls


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("{{q:f_a}} and {{q:f_b}}", ["f_a", "f_b"]),
        ("{{ q:f_a }} {{f_a}} {q:f_a} {{q:a}} {{config}}", []),
        ("{{{q:f_a}}}", ["f_a"]),
    ],
)
def test_only_our_own_spelling_is_found(text: str, found: list[str]) -> None:
    assert list(pipes_in(text)) == found


def test_an_answer_that_looks_like_a_code_is_not_looked_through_again() -> None:
    assert piped("{{q:f_a}}", lambda uid: "{{q:f_b}} {{ 7 * 7 }}") == "{{q:f_b}} {{ 7 * 7 }}"


def test_the_words_of_a_question_repeat_an_answer() -> None:
    controls = asked("Ada")
    assert (controls["f_age"].label.text, controls["f_age"].description) == ("How old is Ada?", "Ada counts too")


def test_three_dots_stand_for_what_was_not_answered() -> None:
    assert asked(None)["f_age"].label.text == "How old is …?"


def test_an_answer_in_markdown_is_nothing_but_text() -> None:
    html = str(prose(asked("[x](javascript:alert(1)) <b> *a* `b`\n# c")["f_note"].drawing.text))
    assert html == ("<p><strong>Bring</strong> [x](javascript:alert(1)) &lt;b&gt; *a* `b` # c</p>\n")


def test_errors_and_messages_of_rules_repeat_it_too() -> None:
    rule = {
        "uid": "r_1",
        "assert": {"f": "f_age", "op": "ge", "v": "6"},
        "at": "f_age",
        "message": {"en": "{{q:f_name}} is too young"},
    }
    form = defined(*PAGES, rules=[rule])
    inputs = filling(form, {"f_name": "Ada"}).inputs(form.pages[1], MultiDict({"f_age": "5"}))
    inputs.validate()
    assert inputs.controls["f_age"].errors == ["Ada is too young"]


def test_check_answers_and_the_name_of_a_page_repeat_it() -> None:
    form = defined(*PAGES)
    made = form.document | {
        "pages": [form.document["pages"][0], {**form.document["pages"][1], "title": {"en": "About {{q:f_name}}"}}]
    }
    one = filling(form.parse(made), {"f_name": "Ada", "f_age": "7"})
    assert one.title_of(one.pages[1]) == "About Ada"
    assert [row.question for row in one.summary()[1].rows] == ["How old is Ada?"]


def test_a_long_answer_is_cut_and_stands_on_one_line() -> None:
    assert in_short("a\nb  c") == "a b c"
    assert len(in_short("x" * 500)) == 201


def test_a_form_without_piping_keeps_its_cache() -> None:
    form = defined([NAME])
    assert filling(form).asked is asked_questions(form, "en")
    assert not form.has_pipes


@pytest.mark.parametrize(
    ("pages", "sentence"),
    [
        ([[AGE]], "“How old is {{q:f_name}}?” repeats the answer to a question that is not in the form (f_name)"),
        ([[AGE], [NAME]], "“How old is {{q:f_name}}?” repeats the answer to “Child's name”, which does not come before it"),
        (
            [[{**NAME, "hint": {"en": "not {{q:f_name}}"}}]],
            "“Child's name” repeats the answer to “Child's name”, which does not come before it",
        ),
    ],
)
def test_what_is_not_known_yet_is_named_before_publishing(pages: Any, sentence: str) -> None:
    assert sentence in [problem.sentence for problem in before_publishing(defined(*pages))]


def test_a_sound_form_with_piping_may_be_published() -> None:
    assert before_publishing(defined(*PAGES)) == ()


def test_a_copy_of_a_form_repeats_the_answers_of_its_own_questions() -> None:
    copy = with_new_uids(defined(*PAGES).document)
    name, age = copy["pages"][0]["items"][0], copy["pages"][1]["items"][0]
    assert age["label"]["en"] == f"How old is {{{{q:{name['uid']}}}}}?"


def test_whoever_removes_a_question_is_told_what_repeats_it() -> None:
    assert dependants(defined(*PAGES), "f_name") == ("f_age", "f_note")
