"""Guidance."""

from tests.kinds.asking import asked
from webapp.kinds import KINDS


def test_it_asks_for_nothing_and_fills_no_column() -> None:
    kind = KINDS["guidance"]
    assert not kind.is_answered
    assert kind.columns(asked("guidance")) == kind.cells(asked("guidance"), None) == ()


def test_its_text_reaches_the_template() -> None:
    assert KINDS["guidance"].drawing(asked("guidance", text={"en": "**Bring** a pen"})).text == "**Bring** a pen"
