"""The questions of a form: added in two steps, changed, copied, shown beside."""

import pytest

from tests.support.browser import Browser
from tests.support.building import another, builder, draft, item, outline, rebuild
from webapp.kinds import KINDS


def choose(browser: Browser, kind: str) -> Browser:
    return browser.fill({"What kind of question is it?": kind}).press("Continue")


@pytest.mark.parametrize("kind", [kind for kind in KINDS.values() if kind.is_answered], ids=lambda kind: kind.name)
def test_every_kind_can_be_added(browser: Browser, kind: type) -> None:
    choose(builder(browser).follow("Add a question"), str(kind.title))
    browser.fill({"Question": "New one"} | ({"Options": "A\nB"} if kind.name.startswith("choice") else {}))
    browser.press("Add the question")
    added = item(outline()[1][1][1])
    assert (browser.status, added["kind"], added["label"]) == (200, kind.name, {"en": "New one"})


def test_guidance_has_only_its_text(browser: Browser) -> None:
    choose(builder(browser).follow("Add a question"), "Guidance")
    browser.fill({"Text": "Bring **shoes**"}).press("Add the question")
    assert item(outline()[1][1][1])["text"] == {"en": "Bring **shoes**"}


def test_a_question_is_added_exactly_there(browser: Browser) -> None:
    choose(builder(browser).follow("Add question here, after Child’s name"), "Date")
    browser.fill({"Question": "Born"}).press("Add the question")
    assert [item(uid)["kind"] for uid in outline()[0][1]] == ["text", "date", "yes_no"]


def test_a_question_is_added_at_the_beginning_of_a_page(browser: Browser) -> None:
    choose(builder(browser).follow("Add question here, at the beginning of page 1"), "Date")
    browser.fill({"Question": "Born"}).press("Add the question")
    assert item(outline()[0][1][0])["kind"] == "date"


def test_a_kind_must_be_chosen(browser: Browser) -> None:
    builder(browser, "/questions/new").press("Continue")
    assert (browser.status, browser.errors) == (422, ["Select a kind of question"])


def test_what_is_wrong_is_said_and_what_was_typed_stays(browser: Browser) -> None:
    choose(builder(browser, "/questions/new"), "Number")
    browser.fill({"Hint": "In years", "Smallest number": "many"}).press("Add the question")
    assert browser.status == 422
    assert browser.errors[0] == "Enter the question, for example Child’s name"
    assert (browser.value("Hint"), browser.value("Smallest number")) == ("In years", "many")


def test_options_keep_their_keys_when_their_labels_change(browser: Browser) -> None:
    builder(browser, "/questions/f_shop")
    assert browser.value("Options").strip() == "o_pottery = Pottery\no_chess = Chess"
    browser.fill({"Options": "o_pottery = Clay\nChess\nChoir"}).press("Save the question")
    keys = [(option["key"], option["label"]["en"]) for option in item("f_shop")["options"]]
    assert keys[:2] == [("o_pottery", "Clay"), ("o_chess", "Chess")]
    assert keys[2][1] == "Choir"


def test_200_options_can_be_pasted(browser: Browser) -> None:
    pasted = "\n".join(f"Place {number}" for number in range(200))
    builder(browser, "/questions/f_shop").fill({"Options": pasted}).press("Save the question")
    assert len(item("f_shop")["options"]) == 200


def test_everything_that_questions_have_is_kept(browser: Browser) -> None:
    builder(browser, "/questions/f_name").fill(
        {"Question": "Name of the child", "Hint": "In full", "It must be answered": False, "Days to keep the answer": "40",
         "What the answer says about people": "Personal: says something about somebody",
         "What error messages call it": "the name", "Show it in the inbox’s list, filter and sort by it": True}
    ).press("Save the question")  # fmt: skip
    changed = item("f_name")
    assert changed["label"], changed["called"] == ({"en": "Name of the child"}, {"en": "the name"})
    assert (changed["pii"], changed["keep_days"], changed["indexed"]) == ("personal", 40, True)
    assert "required" not in changed


def test_a_condition_survives_an_edit(browser: Browser) -> None:
    builder(browser, "/logic/f_swims").fill({"Question": "Child’s name"}).press("Next")
    browser.fill({"The answer": "is answered"}).press("Add the condition")
    before = item("f_swims")["show"]
    browser.open(browser.path.replace("logic", "questions")).fill({"Question": "Swims well?"}).press("Save the question")
    assert item("f_swims")["show"] == before


def test_a_copy_stands_below_the_question(browser: Browser) -> None:
    builder(browser).press("Duplicate Child’s name")
    assert [item(uid)["label"]["en"] for uid in outline()[0][1]] == ["Child’s name", "Child’s name", "Swims?"]
    assert browser.has("Duplicated “Child’s name”")


def test_people_who_change_different_questions_do_not_meet(browser: Browser) -> None:
    builder(browser, "/questions/f_name")
    another(browser).open(browser.path.replace("f_name", "f_shop")).fill({"Question": "Course"}).press("Save the question")
    browser.fill({"Question": "Name"}).press("Save the question")
    assert (item("f_name")["label"]["en"], item("f_shop")["label"]["en"]) == ("Name", "Course")


def test_people_who_change_the_same_question_see_both_values(browser: Browser) -> None:
    builder(browser, "/questions/f_name")
    another(browser).fill({"Question": "Theirs"}).press("Save the question")
    browser.fill({"Question": "Mine"}).press("Save the question")
    assert browser.status == 409
    assert browser.has("Question Mine Theirs")
    assert item("f_name")["label"] == {"en": "Theirs"}
    browser.press("Keep mine")
    assert item("f_name")["label"] == {"en": "Mine"}


def test_the_question_is_shown_as_people_will_see_it(browser: Browser) -> None:
    builder(browser, "/questions/f_shop")
    assert browser.has("What people will see Workshop Pottery Chess")


def test_the_sample_is_a_fragment_of_what_is_typed(browser: Browser) -> None:
    builder(browser, "/questions/f_name")
    token = browser.csrf_token
    address = f"/admin/forms/{draft().form_id}/questions/sample/text"
    answer = browser.send("POST", address, {"csrf_token": token, "label": "<b>Age</b>", "required": "y"})
    assert "&lt;b&gt;Age&lt;/b&gt;" in answer.text
    assert "<html" not in answer.text


def test_a_question_that_is_not_there_is_a_404(browser: Browser) -> None:
    assert builder(browser, "/questions/f_nobody").status == 404
    assert browser.open(browser.path.replace("f_nobody", "new/telepathy")).status == 404


def test_the_301st_question_is_refused_with_a_sentence(browser: Browser) -> None:
    builder(browser, "/questions/f_name")
    page = {"uid": "p_more", "items": [{"uid": f"f_{n}", "kind": "text", "label": {"en": str(n)}} for n in range(297)]}
    document = draft().definition
    form = rebuild({**document, "pages": [*document["pages"], page]})
    browser.open(f"/admin/forms/{form.id}").press("Duplicate Child’s name")
    assert browser.status == 422
    assert browser.has("300 questions or fewer")
