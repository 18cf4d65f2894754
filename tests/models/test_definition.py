"""Definitions: what is a form, and what is refused with its place."""

import json
import time
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.models.documents import defined, document, item
from webapp.models.definition import Definition, Malformed, new_uid


def problems(made: Any) -> list[tuple[str, str]]:
    with pytest.raises(Malformed) as refusal:
        Definition.parse(made)
    return list(refusal.value.problems)


def test_the_document_of_the_specification_is_understood() -> None:
    definition = defined(
        [item("9x4c", label="Child's name", required=True, max=80, pii="personal", keep_days=400), item("age1", "number")],
        [item("b31d", "choice", show={"all": [{"f": "f_age1", "op": "ge", "v": "6"}]})],
    )
    question = definition.question("f_9x4c")
    assert question is not None
    assert (question.required, question.pii, question.keep_days, question.settings) == (True, "personal", 400, {"max": 80})


def test_a_document_and_its_normal_form_have_one_hash() -> None:
    loose = document([item("a", required=False, hint={}, show=None, pii="none")], rules=[], calc=[])
    assert Definition.parse(loose) == defined([item("a")])


def test_spelling_of_accents_does_not_change_the_hash() -> None:
    assert defined([item("a", label="Caf\u00e9")]).sha256 == defined([item("a", label="Cafe\u0301")]).sha256


def test_what_is_kept_is_composed_too() -> None:
    assert defined([item("a", label="Cafe\u0301")]).document["pages"][0]["items"][0]["label"] == {"en": "Caf\u00e9"}


@pytest.mark.parametrize("written", ["12.5", "NaN", "1e400", "-Infinity"])
def test_a_float_is_refused_with_the_way_to_write_it(written: str) -> None:
    ((path, sentence),) = problems(f'{{"schema": 1, "x": {written}}}')
    assert (path, sentence) == ("", f'The document must be JSON: {written} must be in quotes, as text: "{written}"')


def test_a_number_of_endless_digits_is_not_even_read() -> None:
    ((_, sentence),) = problems('{"schema": ' + "1" * 4_000 + "}")
    assert sentence.endswith("1… has too many digits")


def test_different_questions_have_different_hashes() -> None:
    assert defined([item("a")]) != defined([item("a", required=True)])


def test_everything_wrong_is_said_at_once_with_its_place() -> None:
    made = document([item("a", max="80", colour="red"), {"kind": "text"}, item("c", "score")])
    assert [path for path, _ in problems(made)] == [
        "pages[0].items[0].colour",
        "pages[0].items[0].max",
        "pages[0].items[1].uid",
        "pages[0].items[2].kind",
    ]


@pytest.mark.parametrize(
    ("made", "path"),
    [
        ([], ""),
        (None, ""),
        ({}, "schema"),
        ({"schema": 2}, "schema"),
        ({"schema": True}, "schema"),
        (document([item("a", label="x" * 501)]), "pages[0].items[0].label.en"),
        (document([item("a", hint={"english": "x"})]), "pages[0].items[0].hint.english"),
        (document([item("a", hint={"en": 5})]), "pages[0].items[0].hint.en"),
        (document([item("a", label="a\x00b")]), "pages[0].items[0].label.en"),
        (document([item("a", label="a\ud800b")]), "pages[0].items[0].label.en"),
        (document([item("a"), item("a")]), "pages[0].items[1].uid"),
        (document([item("validate()")]), "pages[0].items[0].uid"),
        (document([item("x" * 19)]), "pages[0].items[0].uid"),
        (document([item("a", "number", min="NaN")]), "pages[0].items[0].min"),
        (document([item("a", "number", min=1.5)]), "pages[0].items[0].min"),
        (document([item("a", "number", min="9", max="3")]), "pages[0].items[0].max"),
        (document([item("a", "choice", options=[{"key": "a b"}])]), "pages[0].items[0].options[0].key"),
        (document([item("a", show={"f": "f_b", "op": "like", "v": "x"})]), "pages[0].items[0].show"),
        (document(calc=[{"uid": "f_tot"}]), "calc[0].expr"),
        (document(settings={"tz": "../../etc/passwd"}), "settings.tz"),
        (document(settings={"tz": "Mars/Olympus"}), "settings.tz"),
        (document(settings={"opens_at": "2026-12-01T09:00Z"}), "settings.opens_at"),
        (document(settings={"slug": "Summer course"}), "settings.slug"),
        (document(settings={"opens_at": "2026-12-02T09:00", "closes_at": "2026-12-01T09:00"}), "settings.closes_at"),
    ],
)
def test_what_is_refused(made: Any, path: str) -> None:
    assert [where for where, _ in problems(made)] == [path]


@pytest.mark.parametrize(
    ("made", "path"),
    [
        (document(*[[]] * 51), "pages"),
        (document(*[[item(f"{page}_{at}") for at in range(31)] for page in range(10)]), "pages"),
        (document([item("a", "choice", options=[{"key": f"o{at}"} for at in range(501)])]), "pages[0].items[0].options"),
    ],
)
def test_limits_of_size(made: Any, path: str) -> None:
    assert [where for where, _ in problems(made)] == [path]


@pytest.mark.parametrize(
    "text",
    [
        '{"schema": 1.0}',
        '{"schema": NaN}',
        '{"schema": 1, "schema": 1}',
        "[" * 5_000,
        "[" * 200_000,
        "1" * 5_000,
        "",
        "{",
        b"\xff{}",
        '{"schema": 1e400}',
        " " * 2_000_001,
    ],
)
def test_json_that_is_refused(text: str | bytes) -> None:
    assert len(problems(text)) == 1


def test_its_canonical_text_reads_back_as_itself() -> None:
    definition = defined([item("b", "choices", min=1), item("a", "date", max="today")], settings={"tz": "Europe/Berlin"})
    assert Definition.parse(definition.json).json == definition.json
    assert definition.json == json.dumps(definition.document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


@given(st.dictionaries(st.sampled_from(["en", "de", "pt-BR"]), st.text(max_size=40)), st.integers(1, 1000))
def test_the_hash_is_stable_however_often_it_is_parsed(label: dict[str, str], longest: int) -> None:
    try:
        once = defined([{**item("a", max=longest), "label": label}])
    except Malformed:
        return
    assert Definition.parse(once.document).sha256 == Definition.parse(once.json.encode()).sha256 == once.sha256


def test_texts_fall_back_from_dialect_to_language_to_the_forms_own() -> None:
    definition = defined([item("a")], settings={"language": "de"})
    words = {"de": "Hallo", "pt": "Olá", "fr": "Salut"}
    assert [definition.words(words, locale) for locale in ("pt-BR", "fr", "xx")] == ["Olá", "Salut", "Hallo"]
    assert definition.words({"it": "Ciao"}, "en") == "Ciao"
    assert definition.words({}, "en") == ""


def test_settings_are_typed_and_times_are_aware() -> None:
    settings = defined(settings={"tz": "Europe/Berlin", "closes_at": "2026-12-01T09:00", "audience": ["Staff"]}).settings
    assert settings.closes_at == datetime(2026, 12, 1, 8, 0, tzinfo=UTC)
    assert settings.audience == ("Staff",)
    assert (settings.draft_days, settings.quota, settings.once) == (30, None, False)


def test_a_published_definition_is_read_once() -> None:
    definition, reads = defined([item("once")]), []
    for _ in range(3):
        found = Definition.stored(definition.sha256, lambda: reads.append(1) or definition.document)  # type: ignore[func-returns-value]
        assert found == definition
    assert len(reads) == 1


def test_a_definition_that_could_not_be_read_is_read_again() -> None:
    definition = defined([item("again")])
    with pytest.raises(Malformed):
        Definition.stored(definition.sha256, lambda: "{")
    assert Definition.stored(definition.sha256, lambda: definition.json) == definition


def test_new_names_are_names() -> None:
    uids = {new_uid("f") for _ in range(1_000)}
    assert len(uids) == 1_000
    assert defined([item(uid[2:]) for uid in list(uids)[:300]]).questions


def test_a_blank_form_has_one_empty_page() -> None:
    blank = Definition.blank("Anmeldung", "de")
    assert [page.items for page in blank.pages] == [()]
    assert blank.words(blank.title, "en") == "Anmeldung"


def test_a_name_given_twice_among_very_many_is_found_at_once() -> None:
    begun = time.process_time()
    names = ",".join(f'"n{number % 40_000}":1' for number in range(40_001))
    assert "“n0” is given twice" in problems("{" + names.replace('"n0":1,', "", 1) + ',"n0":1,"n0":1}')[0][1]
    assert time.process_time() - begun < 1
