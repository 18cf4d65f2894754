"""What holds for all kinds, whatever is typed: accepted answers survive, refused ones say how to mend them."""

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from werkzeug.datastructures import MultiDict

from tests.kinds.asking import TODAY
from tests.kinds.samples import JUNK, LIKELY, SETTINGS, raws, sample, words
from webapp.kinds import KINDS, Wrong
from webapp.models.definition import Definition

TYPED = [name for name, kind in KINDS.items() if kind.is_typed]
ORDERED = ("number", "money", "rating", "date", "time", "datetime")
some = settings(max_examples=20, deadline=None)


def judged(kind: str, raw: Any, **question: Any) -> tuple[Any, str]:
    """(the value or None, the sentence that refuses it or "")."""
    try:
        return KINDS[kind].parse(sample(kind, **question), raw, TODAY), ""
    except Wrong as wrong:
        return None, wrong.sentence


def faces(name: str, value: Any) -> None:
    kind, question = KINDS[name], sample(name)
    assert kind.parse(question, kind.retype(question, value), TODAY) == value
    assert kind.text(question, value).strip()
    assert kind.display(question, value).items
    assert len(kind.cells(question, value)) == len(kind.columns(question)) == len(kind.cells(question, None))
    assert all(0 < len(key) <= 64 for key in kind.keys(question, value))
    Draft202012Validator(kind.json_schema(question)).validate(value)


@pytest.mark.parametrize("name", TYPED)
@some
@given(st.data())
def test_what_is_accepted_has_every_face_and_survives_being_typed_again(name: str, data: st.DataObject) -> None:
    value, _ = judged(name, data.draw(raws(name)))
    if value is not None:
        faces(name, value)


@pytest.mark.parametrize("name", TYPED)
@some
@given(st.data())
def test_what_is_refused_is_said_about_the_question(name: str, data: st.DataObject) -> None:
    value, sentence = judged(name, data.draw(raws(name)), required=True)
    if value is None:
        assert re.search("[Tt]hing|“Else”", sentence)
        assert "nvalid" not in sentence
        assert len(sentence) < 300


@pytest.mark.parametrize("name", TYPED)
@pytest.mark.parametrize("raw", JUNK, ids=ascii)
def test_no_trap_is_an_error_of_ours(name: str, raw: str) -> None:
    typed = KINDS[name].typed(MultiDict([("f_a", raw), ("f_a", raw)]), "f_a")
    assert not re.search("[\x00\ud800]", str(typed))
    for one in (typed, [raw], {"keys": [raw]}, {"keys": raw, "text": 1}, {"day": raw, "month": [raw], "year": None}):
        value, _ = judged(name, one)
        assert value is None or KINDS[name].text(sample(name), value)


@pytest.mark.parametrize("name", ORDERED)
@some
@given(st.data())
def test_keys_are_in_the_order_of_the_answers(name: str, data: st.DataObject) -> None:
    kind, question = KINDS[name], sample(name)
    one, two = (judged(name, data.draw(LIKELY[name]))[0] for _ in range(2))
    if one is not None and two is not None:
        assert (kind.keys(question, one) < kind.keys(question, two)) == (kind.comparable(one) < kind.comparable(two))


@pytest.mark.parametrize("name", KINDS)
@some
@given(hint=words.filter(lambda text: "\x00" not in text and "\ud800" not in text and len(text) < 50))
def test_its_settings_come_through_export_and_import_byte_for_byte(name: str, hint: str) -> None:
    own = {key: value for key, value in SETTINGS.get(name, {}).items() if key != "zone"}
    item = {"uid": "f_a", "kind": name, "label": {"en": "Thing"}, "hint": {"en": hint}, **own}
    text = Definition.parse({"schema": 1, "pages": [{"uid": "p_a", "items": [item]}]}).json
    assert Definition.parse(text).json == text
