"""What every kind keeps to."""

from typing import Any

import pytest

from tests.kinds.asking import asked, options, points
from webapp.kinds import KINDS
from webapp.kinds.group_rows import Part

VALUES: dict[str, Any] = {
    "text": "Ada",
    "long_text": "one\ntwo",
    "email": "ada@example.org",
    "person": {"name": "Ada Lovelace"},
    "address": {"line1": "Mill Lane 4", "postcode": "10115", "town": "Berlin", "country": "DE"},
    "country": "PT",
    "hidden": "newsletter",
    "phone": "+442079460018",
    "url": "https://example.org/a",
    "number": "12.5",
    "money": "12.5",
    "date": "2026-11-21",
    "time": "14:05",
    "datetime": "2026-11-21T14:05",
    "yes_no": True,
    "choice": "o_1",
    "choices": ["o_1", "o_2"],
    "rating": 4,
    "consent": True,
    "likert": {"o_1": "p_1"},
    "ranking": ["o_2", "o_1"],
    "signature": {"name": "Ada"},
    "file": [{"id": "0" * 32, "name": "a.pdf", "size": 1, "type": "application/pdf", "sha256": "a" * 64}],
    "picture": [{"id": "0" * 32, "name": "a.png", "size": 1, "type": "image/png", "sha256": "a" * 64}],
    "computed": "12.5",
    "group": [{"id": "r_1", "answers": {"f_b": "Ada"}}],
}
ANSWERED = [name for name, kind in KINDS.items() if kind.is_answered]


def question(name: str, **more: Any) -> Any:
    grid = {"statements": options("Warm", "Dry"), "scale": points("No", "Yes")}
    one = asked(name, options=options("Pottery", "Chess"), decimals=2, **grid, **more)
    if name == "group":
        one.settings["items"] = (Part(KINDS["text"], asked("text", uid="f_b")),)
    return one


def test_the_kinds_stand_in_the_order_of_the_builder() -> None:
    names = (
        "text long_text person email phone address country url number money date time datetime yes_no choice choices rating "
        "likert ranking consent signature file picture computed hidden guidance group"
    )
    assert list(KINDS) == names.split()


@pytest.mark.parametrize("name", KINDS)
def test_a_kind_introduces_itself(name: str) -> None:
    kind = KINDS[name]
    assert kind.name == name
    assert all((kind.title, kind.description, kind.example))


@pytest.mark.parametrize("name", ANSWERED)
def test_a_value_has_every_face(name: str) -> None:
    kind, one = KINDS[name], question(name)
    assert kind.text(one, VALUES[name])
    assert kind.display(one, VALUES[name]).items
    assert len(kind.columns(one)) == len(kind.cells(one, VALUES[name])) == len(kind.cells(one, None))
    assert kind.json_schema(one)
    assert all(0 < len(key) <= 64 for key in kind.keys(one, VALUES[name]))


@pytest.mark.parametrize("name", [name for name in ANSWERED if KINDS[name].is_typed and not KINDS[name].is_unseen])
def test_no_sentence_is_the_one_of_the_library(name: str) -> None:
    field = KINDS[name].field(question(name, label="Thing", required=True))
    assert field.field_class is KINDS[name].field_class
    with pytest.raises(Exception, match="hing") as refusal:
        KINDS[name].parse(question(name, label="Thing", required=True), None, None)
    assert "This field is required" not in str(refusal.value)


@pytest.mark.parametrize("name", ANSWERED)
def test_any_literal_can_be_compared(name: str) -> None:
    for value in ("x", "1.2.3", "", True, None, ["a"], {"key": "o_1", "text": "t"}):
        KINDS[name].comparable(value)
