"""Consent."""

from tests.kinds.asking import asked, parsed, typed
from webapp.kinds import KINDS


def test_a_box_left_empty_must_be_ticked_where_required() -> None:
    sentence = parsed("consent", "", label="I agree to the rules", required=True)
    assert sentence == "Tick the box “I agree to the rules” to go on"


def test_a_box_left_empty_is_blank_and_not_a_refusal() -> None:
    assert parsed("consent", "") is None


def test_a_ticked_box_is_true() -> None:
    assert typed("consent", ("f_a", "y")) == "yes"
    assert parsed("consent", "yes", required=True) is True


def test_an_accepted_consent_survives_being_typed_again() -> None:
    assert parsed("consent", KINDS["consent"].retype(asked("consent"), True)) is True


def test_a_long_statement_is_cut_in_the_error() -> None:
    assert len(parsed("consent", "", label="I agree " * 60, required=True)) < 130
