"""Finding questions by what they say."""

import time

import pytest

from tests.models.documents import defined, item
from tests.models.rows import group
from webapp.models.question_search import found_questions

CITY = item("city", label="Où habitez-vous ?", hint={"en": "The town, not the street"})
SHOP = item("shop", "choice", label="Workshop")
FORM = defined([CITY, SHOP], [group(item("born", "date", label="Date of birth"))])


@pytest.mark.parametrize(
    ("text", "uids"),
    [
        ("workshop", ["f_shop"]),
        ("POTTERY", ["f_shop"]),
        ("street town", ["f_city"]),
        ("f_born", ["f_born"]),
        ("birth", ["f_born"]),
        ("où", ["f_city"]),
        ("workshop street", []),
        ("   ", []),
        ("%_\\", []),
    ],
)
def test_a_question_is_found_by_its_words(text: str, uids: list[str]) -> None:
    assert [one.question.uid for one in found_questions(FORM, text)] == uids


def test_what_fits_is_said_where_it_is_not_the_label() -> None:
    assert found_questions(FORM, "pottery")[0].said == "Pottery"
    assert found_questions(FORM, "workshop")[0].said == ""


def test_questions_have_the_numbers_of_the_outline() -> None:
    assert [one.number for one in found_questions(FORM, "f_")] == [1, 2, 3, 4]


def test_three_hundred_questions_are_searched_in_a_blink() -> None:
    long = defined([item(f"q{number}", "choice", label=f"Question {number}") for number in range(300)])
    began = time.perf_counter()
    assert [one.question.uid for one in found_questions(long, "question 299")] == ["f_q299"]
    assert time.perf_counter() - began < 0.15
