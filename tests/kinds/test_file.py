"""Files and pictures as answers: what may be one, and what each refusal says."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from tests.kinds.asking import TODAY, asked, parsed
from webapp.kinds import KINDS
from webapp.kinds.file import FileSettings, Staged, Unfit, files_in
from webapp.kinds.file_refusals import SENTENCES

FILE = KINDS["file"]
PDF = Staged("0" * 32, "letter.pdf", 312 * 1024, "application/pdf", "a" * 64)
PNG = Staged("1" * 32, "face.png", 10, "image/png", "b" * 64)
ANSWER: list[dict[str, Any]] = [
    {"id": "0" * 32, "name": "letter.pdf", "size": 312 * 1024, "type": "application/pdf", "sha256": "a" * 64}
]


def posted(*parts: object) -> Any:
    return FILE.typed(MultiDict([("f_a", part) for part in parts]), "f_a")  # type: ignore[arg-type]


def test_an_answer_names_what_was_staged() -> None:
    assert parsed("file", posted(PDF)) == ANSWER


@pytest.mark.parametrize("text", [json.dumps(ANSWER[0]), "0" * 32, "letter.pdf", ""])
def test_no_text_that_is_posted_names_a_file(text: str) -> None:
    assert posted(text) is None
    assert parsed("file", text) is None


def test_a_required_file_is_asked_for_by_its_name() -> None:
    assert parsed("file", "", label="Passport", required=True) == "Upload your passport"


def test_one_too_many_is_told() -> None:
    assert "Only 1 file can be uploaded" in parsed("file", posted(PDF, PNG))
    assert len(parsed("file", posted(PDF, PNG), max=2)) == 2


def test_what_the_author_has_forbidden_since_is_told() -> None:
    assert parsed("file", posted(PDF), types=["png"]) == "“letter.pdf” is of a type that is not taken here: upload PNG"
    big = Staged("0" * 32, "film.pdf", 2 << 20, "application/pdf", "a" * 64)
    assert parsed("file", posted(big), max_mb=1) == "“film.pdf” is larger than 1 MB: upload a smaller file"


@pytest.mark.parametrize("reason", SENTENCES)
def test_each_refusal_is_a_sentence_that_names_the_file(reason: str) -> None:
    sentence = parsed("file", posted(PDF, Unfit(reason, "odd.exe")), label="Passport", max=3)
    assert ("“odd.exe”" in sentence) or reason == "many"
    assert len(sentence) > 40


def test_it_is_shown_with_its_size_and_exported_by_its_name() -> None:
    shown = FILE.display(asked("file"), ANSWER)
    assert (shown.shape, shown.items, shown.keys) == ("files", ("letter.pdf (312 KB)",), ("0" * 32,))
    assert FILE.cells(asked("file"), ANSWER) == ("letter.pdf",)
    assert FILE.cells(asked("file"), None) == ("",)


JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=4), lambda one: st.lists(one, max_size=3))


@settings(max_examples=30)
@given(JSON | st.dictionaries(st.sampled_from(["id", "name", "size", "type", "sha256", "unfit"]), JSON))
def test_whatever_an_old_draft_holds_does_no_harm(raw: object) -> None:
    assert parsed("file", raw) is None or isinstance(parsed("file", [raw]), str)


@settings(max_examples=30)
@given(
    st.lists(
        st.builds(
            Staged, st.uuids().map(str), st.text(min_size=1), st.integers(1, 1 << 20), st.just("image/png"), st.just("c" * 64)
        ),
        min_size=1,
        max_size=5,
    )
)
def test_an_accepted_answer_survives_being_shown_again(staged: list[Staged]) -> None:
    value = parsed("file", posted(*staged), max=5)
    again = FILE.retype(asked("file", max=5), json.loads(json.dumps(value)))
    assert FILE.parse(asked("file", max=5), again, TODAY) == value
    assert list(files_in({"f_group": [{"f_b": value}]})) == value


def test_the_builder_reads_endings_between_commas() -> None:
    inputs = FileSettings(MultiDict({"types": "PNG, .jpeg , pdf", "max": "3"}))
    assert inputs.validate()
    assert inputs.settings() == {"types": ["pdf", "jpg", "png"], "max": 3}


def test_an_ending_that_is_not_on_the_list_is_told() -> None:
    inputs = FileSettings(MultiDict({"types": "exe"}))
    assert not inputs.validate()
    assert "cannot name “exe”" in inputs.errors["types"][0]


def test_a_picture_is_drawn_down_to_what_its_author_says() -> None:
    limits = KINDS["picture"].limits({"max_px": 300})  # type: ignore[attr-defined]
    assert (limits.longest_side, limits.types) == (300, ("jpg", "png", "webp"))
