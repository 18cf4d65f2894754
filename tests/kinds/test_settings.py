"""The builder's inputs for the settings of a kind."""

from typing import Any

import pytest
from werkzeug.datastructures import MultiDict

from webapp.kinds import KINDS


def given(kind: str, before: dict[str, Any] | None = None, **form: str) -> Any:
    return KINDS[kind].settings_inputs(MultiDict(form), before or {}, "en")


def errors(inputs: Any) -> list[str]:
    inputs.validate()
    return [sentence for sentences in inputs.errors.values() for sentence in sentences]


@pytest.mark.parametrize(
    ("kind", "settings"),
    [
        ("text", {"min": 2, "max": 80, "autocomplete": "name"}),
        ("long_text", {"max": 900, "rows": 8}),
        ("number", {"min": "-1.5", "max": "12", "decimals": 2}),
        ("date", {"min": "2026-01-31", "max": "today"}),
        ("yes_no", {"yes": {"en": "Sure"}}),
        ("guidance", {"text": {"en": "# Read this\n\nfirst"}}),
        ("choices", {"min": 1, "options": [{"key": "o_1", "label": {"en": "A"}, "cap": 3}]}),
    ],
)
def test_settings_survive_the_editing_page(kind: str, settings: dict[str, Any]) -> None:
    shown = KINDS[kind].settings_inputs(None, settings, "en")
    posted = given(kind, settings, **{field.name: field._value() for field in shown})
    assert posted.validate(), posted.errors
    assert posted.settings() == settings


def test_blank_settings_leave_nothing_behind() -> None:
    inputs = given("text", min="", max="255", autocomplete="")
    assert inputs.validate()
    assert inputs.settings() == {}


@pytest.mark.parametrize("raw", ["1_000", "٣", "-1", "1.5", "NaN", "1e3", "９", "0x1"])
def test_whole_numbers_are_ascii_digits(raw: str) -> None:
    assert errors(given("text", max=raw)) == ["Most characters must be a whole number, for example 80"]


@pytest.mark.parametrize(
    ("kind", "form", "sentence"),
    [
        ("text", {"max": "0"}, "Most characters must be a whole number from 1 to 1,000"),
        ("text", {"min": "9", "max": "3"}, "Most characters must not be less than the smallest allowed, 9"),
        ("number", {"min": "NaN"}, 'Smallest number must be a number such as "12.5"'),
        ("date", {"min": "soon"}, "Earliest date must be a date such as 2026-11-21, or “today”"),
        ("date", {"min": "2026-02-02", "max": "2026-02-01"}, "Latest date must not be before the earliest date, 2026-02-02"),
        ("text", {"autocomplete": "cc-number"}, "Browsers may fill it in as must be one of name"),
    ],
)
def test_wrong_settings_are_said_at_their_field(kind: str, form: dict[str, str], sentence: str) -> None:
    (said,) = errors(given(kind, **form))
    assert said.startswith(sentence)


def test_another_language_stays_as_it_was() -> None:
    inputs = given("yes_no", {"yes": {"de": "Ja", "en": "Yes"}}, yes="Sure")
    assert inputs.validate()
    assert inputs.settings() == {"yes": {"de": "Ja", "en": "Sure"}}
