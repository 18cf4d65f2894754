"""Codes of forms: enough letters, only their hash stored, one a form, and never in a document that is exported."""

from flask import Flask
from sqlalchemy import select

from tests.support.acting import person
from tests.support.forms import make_form, page, question
from tests.support.make import make_user
from tests.support.stage import count, only, own_context, saving
from webapp.models.form import Form
from webapp.models.form_code import FormCode, FormHolder, admit_holder, form_opened_by, make_code
from webapp.models.login_session import token_hash
from webapp.models.person import Person

NAME = page(question("text", "Your name", "f_name"))


def code_of(form: Form) -> str:
    with saving() as session:
        return make_code(session.get_one(Form, form.id), by=Person.command_line())


def test_a_code_has_sixteen_letters_in_fours_and_is_stored_as_a_hash(app: Flask) -> None:
    code = code_of(make_form(NAME, by_code=True))
    assert [len(part) for part in code.split("-")] == [4, 4, 4, 4]
    assert only(select(FormCode.code_hash)) == token_hash(code.replace("-", ""))


def test_a_code_opens_its_own_form_only(app: Flask) -> None:
    forms = [make_form(NAME, by_code=True, title=title) for title in ("One", "Two")]
    codes = [code_of(form) for form in forms]
    with own_context():
        assert [form_opened_by(code) for code in codes] == [form.id for form in forms]
        assert form_opened_by("") is None


def test_using_a_code_twice_is_once_and_makes_one_of_the_audience(app: Flask) -> None:
    form, ada = make_form(NAME, by_code=True), make_user()
    for _ in range(2):
        with saving():
            admit_holder(form.id, by=person(ada))
    with saving() as session:
        own = session.get_one(Form, form.id)
        assert (own.is_for(person(ada)), own.is_for_everyone) == (True, False)
    assert count(FormHolder) == 1
