"""What comes of an example: asked, refused, computed; and what is different from then."""

from tests.models.documents import TODAY, defined, filling, item
from webapp.models.definition import Definition
from webapp.models.form_example import FormExample, differences, outcome_of

PRICE, TOTAL = item("price", "number", required=True), item("tot", "computed", label="Total")


def priced(factor: str) -> Definition:
    return defined([PRICE, TOTAL], calc=[{"uid": "f_tot", "expr": {"mul": [{"f": "f_price"}, factor]}}])


def example(definition: Definition, **answers: str) -> FormExample:
    typed = filling(definition, {f"f_{uid}": value for uid, value in answers.items()})
    return FormExample(day=TODAY, answers=dict(typed.answers), raw={}, expected=outcome_of(typed))


def test_the_outcome_is_what_is_asked_refused_and_computed() -> None:
    expected = {"asked": ["f_price", "f_tot"], "refused": [], "totals": {"f_tot": "20"}}
    assert outcome_of(filling(priced("2"), {"f_price": "10"})) == expected
    assert outcome_of(filling(priced("2")))["refused"] == ["f_price"]


def test_nothing_is_different_while_the_form_stays() -> None:
    assert list(differences(example(priced("2"), price="10"), priced("2"))) == []


def test_another_total_is_said_with_both_values() -> None:
    assert list(differences(example(priced("2"), price="10"), priced("3"))) == ["“Total” was 20 and is 30"]


def test_a_question_that_is_new_or_gone_is_said() -> None:
    before, after = defined([item("a"), item("b")]), defined([item("a"), item("c", required=True)])
    said = list(differences(example(before, a="x", b="y"), after))
    assert said[:2] == ["“f_b” is not asked any more", "“C” is asked now"]
    assert said[2].startswith("“C” is refused now: ")
