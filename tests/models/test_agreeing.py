"""Consents in the rows of a group: what was agreed to before is no agreement to other words."""

from typing import Any

from tests.models.documents import TODAY, defined, filling, item
from tests.models.rows import NAME, group, page, row
from webapp.models.definition import Definition
from webapp.models.rebinding import consents_of, rebound, unagreed


def kids(words: str, **settings: Any) -> Definition:
    return defined([group(NAME, item("ok", "consent", label=words, required=True))], settings=settings)


OLD, NEW = kids("Photos may be printed"), kids("Photos may be shown anywhere")
AGREED = {"f_kids": [row("a", name="Ada", ok=True)]}


def test_a_consent_with_other_words_is_asked_again_in_each_row() -> None:
    moved = rebound(OLD, NEW, AGREED, "en", TODAY)
    assert moved.answers == {"f_kids": [row("a", name="Ada")]}
    assert not filling(NEW, dict(moved.answers)).is_complete(NEW.pages[0])


def test_a_consent_for_another_purpose_is_asked_again_in_each_row() -> None:
    other = kids("Photos may be printed", privacy={"en": "Our partners read it."})
    assert rebound(OLD, other, AGREED, "en", TODAY).answers == {"f_kids": [row("a", name="Ada")]}


def test_a_consent_stands_in_its_row_when_only_the_rest_changes() -> None:
    other = kids("Photos may be printed", intro={"en": "Welcome."})
    assert rebound(OLD, other, AGREED, "en", TODAY).answers == AGREED


def test_no_row_shows_its_old_tick_not_even_one_that_is_brought_back() -> None:
    typed = {"f_kids": [row("a", name="Ada", ok="yes"), {**row("b", name="Eva", ok="yes"), "removed": True}]}
    assert unagreed(NEW, typed, consents_of(NEW)) == {
        "f_kids": [row("a", name="Ada"), {**row("b", name="Eva"), "removed": True}],
    }


def test_a_tick_on_a_page_that_asks_it_again_says_nothing() -> None:
    inputs = filling(NEW).inputs(NEW.pages[0], page(("a", {"name": "Ada", "ok": "yes"})))
    inputs.ask_again(consents_of(NEW))
    assert inputs.validate()
    assert inputs.answers == {"f_kids": [row("a", name="Ada")]}
    assert inputs.raw == AGREED | {"f_kids": [row("a", name="Ada")]}


def test_what_does_not_hold_any_more_is_named_by_its_row() -> None:
    young, old = (defined([group(NAME, item("age", "number", max=most))]) for most in ("5", "99"))
    moved = rebound(old, young, {"f_kids": [row("a", name="Ada", age="7")]}, "en", TODAY)
    assert (moved.doubtful, moved.answers) == ({"f_kids-r_a-f_age"}, {"f_kids": [row("a", name="Ada")]})
