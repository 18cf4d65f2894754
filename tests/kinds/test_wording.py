"""How errors name a question."""

import pytest

from tests.kinds.asking import asked
from webapp.kinds.wording import enter, joined, select, subject


@pytest.mark.parametrize(
    ("label", "sentence"),
    [
        ("Child's name", "Enter your child's name"),
        ("Date of birth:", "Enter your date of birth"),
        ("IBAN", "Enter your IBAN"),
        ("VAT number", "Enter your VAT number"),
        ("Your address", "Enter your address"),
        ("The reason", "Enter the reason"),
        ("What is your name?", "Enter your name"),
        ("Who is your doctor ?", "Enter your doctor"),
        ("How did you hear of us?", "Enter an answer to “How did you hear of us?”"),
        ("E 111 form", "Enter your E 111 form"),
    ],
)
def test_labels_in_sentences(label: str, sentence: str) -> None:
    assert enter(asked("text", label=label)) == sentence


def test_the_author_may_say_how_a_question_is_called() -> None:
    question = asked("number", label="How much do you need?", called="the amount")
    assert enter(question) == "Enter the amount"
    assert select(question) == "Select the amount"
    assert subject(question) == "The amount"


@pytest.mark.parametrize(
    ("label", "begins"),
    [("Date of birth", "Date of birth"), ("What is your name?", "Your name"), ("Why?", "Your answer to “Why?”")],
)
def test_subjects_of_sentences(label: str, begins: str) -> None:
    assert subject(asked("text", label=label)) == begins


def test_lists_in_words() -> None:
    assert [joined(list(words)) for words in ("", "a", "ab", "abc")] == ["", "a", "a and b", "a, b and c"]
