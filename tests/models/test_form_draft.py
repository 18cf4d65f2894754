"""Saving, merging, undoing the draft of a form."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.support.building import draft, item, make_course, newest_form
from tests.support.stage import only, saving
from tests.support.together import together
from webapp.database import writing
from webapp.models.definition import Definition
from webapp.models.form import Form
from webapp.models.form_draft import REVISIONS_KEPT, FormDraftRevision, Stale, Steps
from webapp.models.outline import change_question, change_settings
from webapp.models.person import Person


def label(text: str, uid: str = "f_name", rev: int | None = None, about: str = "") -> None:
    """Give a question another label, seen at `rev`."""
    form_id = newest_form().id
    with saving() as session:
        form = session.get_one(Form, form_id)
        seen = form.draft.rev if rev is None else rev
        form.edit_draft(
            lambda document: change_question(document, uid, label={"en": text}),
            by=Person.command_line(), rev=seen, what=f"Label {text}", about=about,
        )  # fmt: skip


def test_each_save_is_the_next_revision(app: Flask) -> None:
    make_course()
    label("One")
    label("Two")
    assert (draft().rev, only(select(func.count()).select_from(FormDraftRevision))) == (3, 3)


def test_saving_the_same_again_is_no_revision(app: Flask) -> None:
    make_course()
    label("One")
    label("One")
    assert draft().rev == 2


def test_a_stale_save_is_refused_and_changes_nothing(app: Flask) -> None:
    make_course()
    label("One")
    with pytest.raises(Stale):
        label("Two", rev=1)
    assert item("f_name")["label"] == {"en": "One"}


def test_edits_of_different_questions_merge(app: Flask) -> None:
    make_course()
    label("One")
    label("Other", uid="f_shop", rev=1, about="f_shop")
    assert (item("f_name")["label"]["en"], item("f_shop")["label"]["en"]) == ("One", "Other")


def test_edits_of_the_same_question_do_not(app: Flask) -> None:
    make_course()
    label("One")
    with pytest.raises(Stale):
        label("Two", rev=1, about="f_name")


def test_200_revisions_are_kept(app: Flask) -> None:
    make_course()
    form_id = newest_form().id
    with saving() as session:
        form = session.get_one(Form, form_id)
        for number in range(REVISIONS_KEPT + 5):
            form.edit_draft(
                lambda document, number=number: change_settings(document, minutes=number + 1),
                by=Person.command_line(), rev=form.draft.rev, what="Minutes",
            )  # fmt: skip
    assert only(select(func.count()).select_from(FormDraftRevision)) == REVISIONS_KEPT


def test_a_form_never_published_follows_its_draft(app: Flask) -> None:
    form = make_course()
    with saving() as session:
        found: Any = session.get_one(Form, form.id)
        found.save_draft(found.draft.parsed, by=Person.command_line(), rev=1, what="Nothing")
    assert newest_form().title == "Summer course"


def test_steps_walk_back_and_forward_again() -> None:
    lines = {1: ("Created", None), 2: ("A", None), 3: ("B", None), 4: ("Undid: B", 2), 5: ("Undid: A", 1)}
    steps = Steps(lines, 5)
    assert (steps.undo, steps.redo, steps.redone) == (None, 2, "A")
    assert (Steps(lines, 4).undo, Steps(lines, 4).undone) == (1, "A")
    assert (Steps(lines, 3).undo, Steps(lines, 3).redo) == (2, None)


def test_of_two_saves_at_the_same_moment_one_wins(app: Flask) -> None:
    form_id = make_course().id

    def save(text: str) -> int:
        with writing() as session:
            form = session.get_one(Form, form_id)
            definition = Definition.parse(change_question(form.draft.definition, "f_name", label={"en": text}))
            return form.save_draft(definition, by=Person.command_line(), rev=1, what=text).rev

    outcomes = together(lambda: save("Mine"), lambda: save("Theirs"))
    assert {type(outcome) for outcome in outcomes} == {int, Stale}
    assert draft().rev == 2
