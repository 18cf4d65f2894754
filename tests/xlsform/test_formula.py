"""Formulas: precedence, every kind of word, and what goes beyond them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from webapp.xlsform.conditions import shown
from webapp.xlsform.formula import Beyond, Call, Name, Number, Text, parse


def test_or_binds_less_than_and_which_binds_less_than_a_comparison() -> None:
    tree = parse("${a} = 1 or ${b} > 2 and ${c} != 'x'")
    assert isinstance(tree, Call)
    assert (tree.name, tree.parts[0]) == ("or", Call("=", (Name("a"), Number("1"))))
    assert tree.parts[1] == Call("and", (Call(">", (Name("b"), Number("2"))), Call("!=", (Name("c"), Text("x")))))


def test_products_bind_more_than_sums_and_brackets_most() -> None:
    assert parse("1 + 2 * 3") == Call("+", (Number("1"), Call("*", (Number("2"), Number("3")))))
    assert parse("(1 + 2) * 3") == Call("*", (Call("+", (Number("1"), Number("2"))), Number("3")))


@pytest.mark.parametrize("text", ["selected(${ a }, 'b')", 'selected(${a}, "b")', "selected(${a},‘b’)", "selected(${a}, ’b’)"])
def test_functions_take_texts_in_any_quotes(text: str) -> None:
    assert parse(text) == Call("selected", (Name("a"), Text("b")))


BEYOND = ("", "1 +", "${a", "../", "a b", "f(1", "1 = 2 = 3", "x", "(" * 200, "-" * 500 + "1")


@pytest.mark.parametrize("text", BEYOND)
def test_what_is_beyond_is_said_in_a_sentence(text: str) -> None:
    with pytest.raises(Beyond, match=r"\.$"):
        parse(text)


@pytest.mark.parametrize("text", ["../age > 1", "/data/about/age > 1", "../../about/age > 1"])
def test_a_path_means_the_question_at_its_end(text: str) -> None:
    assert parse(text) == Call(">", (Name("age"), Number("1")))


def test_true_and_false_need_no_brackets() -> None:
    assert parse("TRUE or false()") == Call("or", (Call("true", ()), Call("false", ())))


@settings(max_examples=60, deadline=None)
@given(some.text(alphabet="${}ab'\"()=<>!+-*., 12andorselected", max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        read = shown(parse(text))
    except Beyond as beyond:
        read = str(beyond)
    assert read
