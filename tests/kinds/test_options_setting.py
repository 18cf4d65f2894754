"""Options as lines of text."""

from typing import Any

from werkzeug.datastructures import MultiDict

from webapp.kinds import KINDS

BEFORE = {
    "options": [
        {"key": "o_a", "label": {"en": "Pottery", "de": "Töpfern"}, "cap": 12},
        {"key": "o_b", "label": {"en": "Chess"}},
    ]
}


def read(text: str, before: dict[str, Any] = BEFORE) -> Any:
    inputs = KINDS["choice"].settings_inputs(MultiDict({"options": text}), before, "en")
    return inputs.settings()["options"] if inputs.validate() else inputs.errors["options"][0]


def test_they_are_shown_one_a_line() -> None:
    shown = KINDS["choice"].settings_inputs(None, BEFORE, "en")
    assert shown["options"]._value() == "o_a = Pottery | places=12\no_b = Chess"


def test_a_key_stays_when_its_label_changes_and_so_do_other_languages() -> None:
    assert read("o_a = Ceramics")[0] == {"key": "o_a", "label": {"en": "Ceramics", "de": "Töpfern"}}


def test_a_line_without_key_is_known_by_its_label() -> None:
    assert [option["key"] for option in read("Chess\nPottery | places=3")] == ["o_b", "o_a"]


def test_new_lines_get_keys_of_their_own() -> None:
    keys = [option["key"] for option in read("\n".join(f"Option {place}" for place in range(200)))]
    assert len(set(keys)) == 200
    assert not {"o_a", "o_b"} & set(keys)


def test_marks_after_the_label() -> None:
    options = read("Own words | other\nNothing | none\nFull | places=0 | hint=Ask at the desk")
    assert [option.get("other", False) for option in options] == [True, False, False]
    assert options[1]["exclusive"]
    assert options[2]["cap"] == 0
    assert options[2]["hint"] == {"en": "Ask at the desk"}


def test_an_unknown_mark_is_named() -> None:
    assert read("Chess | place=3").startswith("“place=3” after “Chess” must be places=12, hint=some words")


def test_the_same_key_twice_is_refused() -> None:
    assert read("x = One\nx = Two") == "Options must not give the key x twice"


def test_a_label_that_two_options_have_asks_for_the_key() -> None:
    twins = {"options": [{"key": "o_a", "label": {"en": "Same"}}, {"key": "o_b", "label": {"en": "Same"}}]}
    assert read("Same", twins).startswith("Two options are called “Same”: write the key before each")


def test_more_than_500_are_refused() -> None:
    assert read("\n".join(map(str, range(501)))) == "Options must be 500 lines or fewer"


def test_a_second_other_is_refused() -> None:
    assert read("A | other\nB | other") == "Options must have only one option that lets people type their own"
