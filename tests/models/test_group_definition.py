"""Repeatable groups in a definition: what may stand in them, what must be mended, what a change of them means."""

from typing import Any

import pytest

from tests.models.documents import TODAY, defined, document, item
from tests.models.rows import NAME, group, row
from webapp.models.changes import changes
from webapp.models.definition import Definition, Malformed
from webapp.models.definition_checks import before_publishing
from webapp.models.submission_export import columns_of, given

KIDS = defined([group(NAME, item("age", "number"))])


def refused(*pages: list[dict[str, Any]]) -> list[tuple[str, str]]:
    with pytest.raises(Malformed) as refusal:
        Definition.parse(document(*pages))
    return list(refusal.value.problems)


def sentences(definition: Definition) -> list[str]:
    return [problem.sentence for problem in before_publishing(definition)]


def classes(old: Definition, new: Definition) -> list[tuple[str, str]]:
    return [(change.change_class, change.sentence) for change in changes(old, new).lines]


def test_a_document_comes_back_as_it_was() -> None:
    assert Definition.parse(KIDS.json).json == KIDS.json
    assert KIDS.document["pages"][0]["items"][0]["items"][0]["uid"] == "f_name"


def test_a_group_holds_no_group() -> None:
    [(path, sentence)] = refused([group(group(uid="inner"))])
    assert path == "pages[0].items[0].items[0].kind"
    assert "group" not in sentence.split(": ")[-1]


def test_ids_are_unique_over_the_whole_document() -> None:
    assert refused([group(NAME), NAME])[0][0] == "pages[0].items[0].items[0].uid"


def test_questions_in_groups_count_too() -> None:
    many = [group(*(item(f"q{n}") for n in range(150)), uid="one"), group(*(item(f"r{n}") for n in range(149)), uid="two")]
    assert refused(many) == [("pages", "must have 300 questions or fewer in all")]


def asking(number: int, rows: int) -> list[dict[str, Any]]:
    """A group with so many questions, each shown under 100 comparisons."""
    show = {"any": [{"f": "f_name", "op": "eq", "v": "x"}] * 50}
    return [group(NAME, *(item(f"q{n}", show={"all": [show, show]}) for n in range(number)), max=rows)]


def test_what_every_row_would_have_to_work_out_is_bounded() -> None:
    assert len(defined(asking(3, 50)).every_question) == 5
    assert len(defined(asking(30, 5)).every_question) == 32
    [(path, sentence)] = refused(asking(30, 50))
    assert (path, "20,000 comparisons or fewer" in sentence) == ("pages", True)


@pytest.mark.parametrize(
    ("bounds", "path"), [({"max": 51}, "max"), ({"min": 0}, "min"), ({"min": 4, "max": 3}, "max"), ({"min": 11}, "max")]
)
def test_bounds_that_no_group_can_have_are_refused(bounds: dict[str, int], path: str) -> None:
    assert refused([group(NAME, **bounds)])[0][0] == f"pages[0].items[0].{path}"


def test_every_question_knows_its_group_and_its_page() -> None:
    assert [one.uid for one in KIDS.every_question] == ["f_kids", "f_name", "f_age"]
    assert [one.uid for one in KIDS.questions] == ["f_kids"]
    assert KIDS.group_of("f_age") is KIDS.question("f_kids")
    assert KIDS.page_of("f_age") is KIDS.pages[0]


def test_a_group_wants_questions_that_can_be_told_apart() -> None:
    twice = item("again", label="Name")
    assert sentences(defined([group(NAME, twice)])) == ["Give the 2 questions called “Name” on “Children” different labels"]
    empty = defined([{**group(), "items": []}])
    assert sentences(empty) == ["Add a question to “Children”: it is asked once for each"]


def test_what_is_asked_in_rows_is_not_shown_in_lists() -> None:
    listed = defined([group({**NAME, "indexed": True, "prefill": True})])
    assert [sentence.split(" cannot")[0] for sentence in sentences(listed)] == ["“Name”", "“Name”"]


def test_conditions_in_a_row_look_back_in_the_row_and_before_the_group() -> None:
    show = {"f": "f_name", "op": "eq", "v": "Ada"}
    assert sentences(defined([group(NAME, item("age", show=show))], [item("after", show=show)])) == []
    assert len(sentences(defined([group(item("age", show=show), NAME)]))) == 1
    assert len(sentences(defined([{**group(NAME), "show": show}]))) >= 1


def test_a_group_and_its_questions_are_told_as_new_and_gone_once() -> None:
    without = defined([item("bus")])
    both = defined([item("bus"), group(NAME)])
    assert classes(without, both) == [
        ("additive", "New question “Children”, required"),
        ("additive", "New question “Name”, required"),
    ]
    assert classes(both, without) == [("breaking", "“Children” is not asked any more")]


def test_a_question_that_moves_into_a_group_breaks_drafts() -> None:
    once, each = defined([NAME, group(item("age"))]), defined([group(NAME, item("age"))])
    assert ("breaking", "“Name” is asked in each row of “Children”") in classes(once, each)
    assert ("breaking", "“Name” is asked once instead of in each row") in classes(each, once)


def test_fewer_rows_tighten_and_another_word_is_cosmetic() -> None:
    assert classes(KIDS, defined([group(NAME, item("age", "number"), max=5)]))[0][0] == "tightening"
    assert classes(KIDS, defined([group(NAME, item("age", "number"), row={"en": "Kid"})]))[0][0] == "cosmetic"


def test_each_row_has_columns_of_its_own() -> None:
    two = defined([group(NAME, item("age", "number"), max=2)]).questions[0]
    columns = dict(columns_of(two, "en"))
    assert list(columns.values()) == ["Child 1: Name", "Child 1: Age", "Child 2: Name", "Child 2: Age"]
    cells = {
        (name, 0): value
        for name, _question, value in given(two, {"f_kids": [row("a", name="Ada", age="7"), row("b", name="Eva")]})
    }
    assert [cells.get(column, "") for column in columns] == ["Ada", "7", "Eva", ""]


def test_the_schema_of_a_group_takes_what_the_group_takes() -> None:
    asked = KIDS.questions[0].in_language("en")
    schema = KIDS.questions[0].kind.json_schema(asked)
    accepted = KIDS.questions[0].kind.parse(asked, [row("a", name="Ada", age="7")], TODAY)
    assert accepted[0]["answers"].keys() == schema["items"]["properties"]["answers"]["properties"].keys()
    assert (schema["minItems"], schema["maxItems"]) == (1, 10)
