"""Forms: states, who they are open to, what publishing leaves behind."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.support.building import make_course, newest_form
from tests.support.clock import Clock
from tests.support.forms import make_form, moved, page, question, republish
from tests.support.make import make_group, make_user
from tests.support.stage import found, only, own_context, saving
from tests.support.together import together
from webapp.database import read, writing
from webapp.models.form import Form
from webapp.models.form_status import FIRST_STATUSES, FormStatus
from webapp.models.form_version import FormField, FormVersion
from webapp.models.outline import change_settings
from webapp.models.permissions import Refused
from webapp.models.person import Person
from webapp.models.publishing import CannotPublish
from webapp.models.submission import Capacity


def open_to(user_id: int, which: str = "open_to") -> list[str]:
    with own_context():
        return [row.slug for row in read(getattr(Form, which)(Person(id=user_id)))]


def test_an_open_form_is_open_to_everybody_signed_in(app: Flask) -> None:
    make_form()
    assert open_to(make_user().id) == ["summer-course"]


def test_a_form_for_a_group_is_open_to_its_members_only(app: Flask) -> None:
    ada, bob = make_user(), make_user()
    make_group("Parents", ada)
    make_form(audience=["Parents"])
    assert (open_to(ada.id), open_to(bob.id)) == (["summer-course"], [])


def test_a_group_that_is_deleted_does_not_open_the_form_to_all(app: Flask) -> None:
    ada = make_user()
    parents = make_group("Parents")
    make_form(audience=["Parents"])
    with saving() as session:
        session.delete(session.get_one(type(parents), parents.id))
    assert open_to(ada.id) == []


def test_a_form_is_open_from_its_opening_to_the_last_second(app: Flask, clock: Clock) -> None:
    at = clock.now.replace(microsecond=0, second=0) + timedelta(hours=1)
    local = {"opens_at": f"{at:%Y-%m-%dT%H:%M}", "closes_at": f"{at + timedelta(hours=1):%Y-%m-%dT%H:%M}"}
    form, ada = make_form(**local), make_user()
    seen = []
    for moment in (at - timedelta(seconds=1), at, at + timedelta(hours=1, milliseconds=999), at + timedelta(hours=1, seconds=1)):
        clock.set(moment)
        seen.append((form.shut_because(), open_to(ada.id) != []))
    assert seen == [("early", False), (None, True), (None, True), ("late", False)]


def test_a_paused_form_is_seen_and_not_open(app: Flask) -> None:
    form, ada = make_form(), make_user()
    moved(form, "pause")
    assert (open_to(ada.id), open_to(ada.id, "seen_by")) == ([], ["summer-course"])


def test_an_archived_form_is_not_even_seen(app: Flask) -> None:
    form, ada = make_form(), make_user()
    moved(form, "close")
    moved(form, "archive")
    assert open_to(ada.id, "seen_by") == []


def test_an_open_form_cannot_be_archived(app: Flask) -> None:
    form = make_form()
    with pytest.raises(Refused):
        moved(form, "archive")


def test_a_new_form_has_the_first_statuses_in_order(app: Flask) -> None:
    make_form()
    keys = found(select(FormStatus.key).order_by(FormStatus.position))
    assert keys == [status.key for status in FIRST_STATUSES]


def test_identical_content_gives_the_version_there_is(app: Flask) -> None:
    form = make_course()
    with saving() as session:
        session.get_one(Form, form.id).publish(by=Person.command_line())
    assert found(select(FormVersion.number)) == [1]


def rewrite(version_id: int) -> None:
    with saving() as session:
        session.get_one(FormVersion, version_id).definition = "{}"


def test_the_document_of_a_version_cannot_be_changed(app: Flask) -> None:
    make_course()
    version_id = only(select(FormVersion.id))
    with pytest.raises(Exception, match="append-only"):
        rewrite(version_id)


def test_a_question_that_comes_back_is_no_longer_retired(app: Flask) -> None:
    name, age = question("text", "Name"), question("number", "Age")
    form = make_form(page(name, age, uid="p_a"))
    republish(form, page(name, uid="p_a"))
    assert only(select(FormField.retired_in).where(FormField.uid == "f_age")) == 2
    republish(form, page(name, age, uid="p_a"))
    assert only(select(FormField.retired_in).where(FormField.uid == "f_age")) is None


def test_a_question_keeps_its_kind_for_ever(app: Flask) -> None:
    form = make_form(page(question("text", "Name", "f_one"), question("text", "Age", "f_two"), uid="p_a"))
    republish(form, page(question("text", "Name", "f_one"), uid="p_a"))
    with pytest.raises(CannotPublish, match="keeps its kind"):
        republish(form, page(question("text", "Name", "f_one"), question("number", "Age", "f_two"), uid="p_a"))


def test_places_are_counted_only_while_there_is_a_quota(app: Flask) -> None:
    form = make_form(page(question("text", "Name"), uid="p_a"), quota=30)
    assert found(select(Capacity.cap, Capacity.used)) in ([30], [(30, 0)])
    republish(form, page(question("text", "Name"), uid="p_a"))
    assert found(select(Capacity.cap)) == []


def test_a_published_form_keeps_its_title_until_the_next_version(app: Flask) -> None:
    form = make_course()
    with saving() as session:
        row = session.get_one(Form, form.id)
        definition = type(row.draft.parsed).blank("Winter course")
        row.save_draft(definition, by=Person.command_line(), rev=1, what="Another form")
    assert newest_form().title == "Summer course"


def test_two_publications_at_the_same_moment_make_one_version(app: Flask) -> None:
    form = make_course()
    with saving() as session:
        row = session.get_one(Form, form.id)
        row.edit_draft(lambda document: change_settings(document, minutes=5), by=Person.command_line(), rev=1, what="Minutes")

    def publish() -> int:
        with writing() as session:
            return session.get_one(Form, form.id).publish(by=Person.command_line()).number

    assert together(publish, publish) == [2, 2]
    assert sorted(found(select(FormVersion.number))) == [1, 2]
