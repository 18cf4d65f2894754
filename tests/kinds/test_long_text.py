"""Long text."""

from tests.kinds.asking import asked, parsed
from webapp.kinds import KINDS


def test_lines_stay_lines() -> None:
    assert parsed("long_text", "one\r\n\r\ntwo\rthree") == "one\n\ntwo\nthree"


def test_a_line_break_counts_once_whatever_the_browser_sends() -> None:
    assert parsed("long_text", "a\r\nb", max=3) == "a\nb"


def test_blank_lines_are_no_answer() -> None:
    assert parsed("long_text", "\r\n \u200b\r\n", label="Reason", required=True) == "Enter your reason"


def test_it_is_shown_with_its_lines() -> None:
    shown = KINDS["long_text"].display(asked("long_text"), "one\ntwo")
    assert (shown.shape, shown.items) == ("lines", ("one\ntwo",))
