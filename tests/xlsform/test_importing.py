"""Workbooks as forms: pages, repeats, options, bounds, rules, languages, and the report of the rest."""

from typing import Any

import pytest

from tests.support.workbook import asked, workbook
from webapp.models.definition import Definition
from webapp.models.definition_checks import before_publishing
from webapp.xlsform import Imported, from_xlsform

PETS = [{"list_name": "pets", "name": "cat", "label": "Cat"}, {"list_name": "pets", "name": "dog", "label": "Dog"}]


def imported(*survey: dict[str, str], choices: Any = PETS, **settings: str) -> Imported:
    found = from_xlsform(workbook(survey, choices, **settings))
    Definition.parse(found.document)
    return found


def items(found: Imported) -> list[dict[str, Any]]:
    return [item for page in found.document["pages"] for item in page["items"]]


def only_item(*survey: dict[str, str], **more: Any) -> dict[str, Any]:
    return items(imported(*survey, **more))[-1]


def notes(found: Imported) -> list[tuple[int, str, bool]]:
    return [(note.row, note.sentence, note.is_left_out) for note in found.report.notes]


def test_a_whole_form_is_carried_over_and_could_be_published() -> None:
    found = imported(
        asked("begin_group", "about", "About you"),
        asked("text", "full_name", "Your name", required="yes", hint="As in your passport"),
        asked("integer", "age", "Age", constraint=". >= 0 and . < 150", constraint_message="Really?"),
        asked("end_group"),
        asked("select_one pets", "pet", "Which pet?", relevant="${age} >= 18"),
        asked("note", "thanks", "Thank you, ${full_name}."),
        form_title="Pets",
        form_id="pets_2026",
    )
    definition = Definition.parse(found.document)
    assert before_publishing(definition) == ()
    assert (definition.title, definition.settings.slug, len(definition.pages)) == ({"en": "Pets"}, "pets-2026", 2)
    assert found.report.notes == []
    assert (items(found)[1]["min"], items(found)[1]["max"]) == ("0", "149")
    assert items(found)[3]["text"] == {"en": "Thank you, {{q:f_full_name}}."}


@pytest.mark.parametrize(
    ("type", "kind"),
    [
        ("text", "text"),
        ("select multiple pets", "choices"),
        ("Select_One pets", "choice"),
        ("rank pets", "ranking"),
        ("decimal", "number"),
        ("dateTime", "datetime"),
        ("image", "picture"),
        ("acknowledge", "consent"),
        ("barcode", "text"),
        ("note", "guidance"),
        ("file", "file"),
    ],
)
def test_types_become_kinds(type: str, kind: str) -> None:
    assert only_item(asked(type, "q", "Question"))["kind"] == kind


def test_or_other_lets_people_type_their_own() -> None:
    option = only_item(asked("select_one pets or_other", "pet", "Pet"))["options"][-1]
    assert option == {"key": "other", "label": {"en": "Other"}, "other": True}


def test_a_repeat_is_a_group_with_its_questions() -> None:
    found = imported(
        asked("begin_repeat", "child", "Children"),
        asked("text", "name", "Name"),
        asked("end_repeat"),
        asked("text", "end", "End"),
    )
    group = items(found)[0]
    assert (group["kind"], [inner["uid"] for inner in group["items"]]) == ("group", ["f_name"])
    assert len(found.document["pages"]) == 2


def test_a_group_in_a_group_is_a_heading_and_shares_its_condition() -> None:
    found = imported(
        asked("begin_group", "outer", "Outer", relevant="true()"),
        asked("integer", "age", "Age"),
        asked("begin_group", "inner", "For adults", relevant="${age} > 17"),
        asked("text", "job", "Job", relevant="${age} < 67"),
        asked("end_group"),
        asked("end_group"),
    )
    adult = {"f": "f_age", "op": "gt", "v": "17"}
    assert [item.get("show") for item in items(found)] == [None, adult, {"all": [adult, {"f": "f_age", "op": "lt", "v": "67"}]}]
    assert items(found)[1]["text"] == {"en": "### For adults"}


@pytest.mark.parametrize(
    ("type", "constraint", "settings"),
    [
        ("integer", ". > 0 and . <= 10", {"min": "1", "max": "10"}),
        ("decimal", ". >= -1.5", {"min": "-1.5"}),
        ("text", "string-length(.) <= 20", {"max": 20}),
        ("date", ". <= today()", {"max": "today"}),
        ("select_multiple pets", "count-selected(.) <= 2", {"max": 2}),
    ],
)
def test_constraints_that_a_kind_can_check_are_its_settings(type: str, constraint: str, settings: dict[str, Any]) -> None:
    item = only_item(asked(type, "q", "Question", constraint=constraint))
    assert {name: item[name] for name in settings} == settings


def test_a_constraint_over_two_questions_is_a_rule_with_its_message() -> None:
    found = imported(
        asked("date", "from", "From"),
        asked("date", "to", "To", constraint=". >= ${from}", constraint_message="Not before ${from}"),
    )
    rule = found.document["rules"][0]
    assert rule["assert"] == {"op": "ge", "l": {"f": "f_to"}, "r": {"f": "f_from"}}
    assert (rule["at"], rule["message"]) == ("f_to", {"en": "Not before {{q:f_from}}"})


def test_a_calculation_is_worked_out() -> None:
    found = imported(asked("integer", "n", "How many?"), asked("calculate", "total", calculation="${n} * 12.5"))
    assert found.document["calc"] == [{"uid": "f_total", "expr": {"mul": [{"f": "f_n"}, "12.5"]}}]


def test_languages_are_kept_under_their_codes() -> None:
    rows = [{"type": "text", "name": "a", "label::English (en)": "Name", "label::Français": "Nom", "hint::Klingon-speak": "Pong"}]
    found = from_xlsform(workbook(rows, default_language="Français"))
    assert found.document["settings"]["language"] == "fr"
    assert items(found)[0]["label"] == {"en": "Name", "fr": "Nom"}
    assert "No language is called “Klingon-speak”" in notes(found)[0][1]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (asked("geopoint", "q", "Where?"), "Places on a map cannot be asked for."),
        (asked("select_one_from_file a.csv", "q", "?"), "Its options lie in a file beside the workbook."),
        (asked("select_one gone", "q", "?"), "Its list of options, “gone”, is not in the workbook."),
        (asked("hologram", "q", "?"), "There is no kind of question for the type “hologram”."),
        (asked("text", "q", "?", relevant="${gone} = 1"), "Always shown: its condition is not carried over. It speaks of “gone”"),
        (asked("text", "q", "?", constraint="regex(., 'x')"), "Not checked: its constraint is not carried over. “regex(., 'x')”"),
        (asked("calculate", "q", calculation="uuid()"), "Left out: its calculation is not carried over. “uuid()”"),
    ],
)
def test_what_is_left_out_is_said_with_its_row(row: dict[str, str], said: str) -> None:
    row_number, sentence, is_left_out = notes(imported(row))[-1]
    assert (row_number, is_left_out) == (2, True)
    assert sentence.startswith(said)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (asked("deviceid", "q"), "Left to Lodge"),
        (asked("text", "q", "?", default="Ada"), "Begins blank"),
        (asked("text", "q", "?", required="${a} = 1"), "Not required"),
        (asked("select_one pets", "q", "?", choice_filter="x=1"), "All its options are always offered"),
        (asked("text", "q", "?" * 600), "Its label was cut"),
    ],
)
def test_what_is_otherwise_is_said_too(row: dict[str, str], said: str) -> None:
    _row, sentence, is_left_out = notes(imported(row))[-1]
    assert (is_left_out, sentence.startswith(said)) == (False, True)


def test_a_label_that_says_that_there_is_none_is_none() -> None:
    assert only_item(asked("text", "note_to_self", "NO_LABEL"))["label"] == {"en": "note_to_self"}


def test_names_alike_after_cleaning_stay_apart() -> None:
    names = ("Für alle!", "Fr alle", "a" * 40, "a" * 41)
    found = imported(*(asked("text", name, f"Question {at}") for at, name in enumerate(names)))
    assert len({item["uid"] for item in items(found)}) == 4


def test_more_than_a_form_can_hold_is_left_out_and_counted() -> None:
    found = imported(*(asked("text", f"q{number}", f"Question {number}") for number in range(320)))
    assert len(items(found)) == 300
    assert "the last 20 are left out" in found.report.notes[-1].sentence


def test_the_same_workbook_gives_the_same_document() -> None:
    rows = (asked("text", "a", "A"), asked("select_one pets", "b", "B"))
    assert imported(*rows).document == imported(*rows).document
