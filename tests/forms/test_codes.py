"""Forms for whoever holds their code: by link or typed, kept for the person, and not there for anybody else."""

from flask import Flask
from sqlalchemy import select

from tests.support.browser import Browser
from tests.support.forms import make_form, page, question, republish
from tests.support.make import PASSWORD, make_user, sign_in
from tests.support.stage import count, found, saving
from tests.support.together import together
from webapp.database import writing
from webapp.models.draft import Draft
from webapp.models.event import EventDetail
from webapp.models.form import Form
from webapp.models.form_code import FormCode, FormHolder, make_code
from webapp.models.person import Person

NAME = page(question("text", "Your name", "f_name"), uid="p_name")
REFUSED = "That code opens no form. Check it letter by letter, or ask for a new one."


def coded(**settings: object) -> tuple[Form, str]:
    form = make_form(NAME, by_code=True, **settings)
    return form, new_code(form)


def new_code(form: Form) -> str:
    with saving() as session:
        return make_code(session.get_one(Form, form.id), by=Person.command_line())


def test_two_who_make_a_code_at_once_leave_one(app: Flask) -> None:
    form = make_form(NAME, by_code=True)

    def make() -> str:
        with writing() as session:
            return make_code(session.get_one(Form, form.id), by=Person.command_line())

    codes = together(*[make] * 8)
    assert all(isinstance(code, str) for code in codes), codes
    assert count(FormCode) == 1


def member(app: Flask) -> Browser:
    return sign_in(Browser(app), make_user())


def test_without_the_code_there_is_no_form(app: Flask) -> None:
    coded()
    browser = member(app)
    assert browser.open("/forms/summer-course").status == 404
    assert not browser.open("/forms").has("Summer course")
    assert browser.send("POST", "/forms/summer-course/start").status_code in {400, 404}


def test_the_link_leads_to_a_page_that_asks_and_then_to_the_form(app: Flask) -> None:
    code = coded()[1]
    browser = member(app).open(f"/forms/summer-course?code={code}")
    assert (browser.path, browser.heading, count(FormHolder)) == ("/code", "Open a form with a code", 0)
    browser.press("Open the form")
    assert browser.heading == "Summer course"
    browser.press("Start now").fill({"Your name": "Ada"}).press("Continue").press("Send")
    assert browser.heading == "Sent – Summer course"


def test_the_code_is_typed_as_people_type(app: Flask) -> None:
    code = coded()[1]
    browser = member(app).open("/forms").follow("Open a form with a code")
    browser.fill({"Code": code.replace("-", " ").lower()}).press("Open the form")
    assert browser.heading == "Summer course"
    assert browser.open("/forms").has("Summer course")


def test_a_wrong_code_and_none_look_the_same(app: Flask) -> None:
    coded()
    browser = member(app)
    for address in ("/forms/summer-course?code=BCDF-GHJK-LMNP-QRST", "/forms/no-such-form?code=BCDF-GHJK-LMNP-QRST"):
        assert browser.open(address).press("Open the form").errors == [REFUSED]
    assert count(FormHolder) == 0


def test_guesses_are_counted(app: Flask) -> None:
    code = coded()[1]
    browser = member(app).open("/code")
    for _ in range(10):
        assert browser.fill({"Code": "BCDF-GHJK-LMNP-QRST"}).press("Open the form").status == 422
    browser.fill({"Code": "BCDF-GHJK-LMNP-QRST"}).press("Open the form")
    assert browser.status == 429
    assert browser.open("/code").fill({"Code": code}).press("Open the form").status == 429


def test_a_new_code_ends_the_old_one_and_leaves_those_who_came(app: Flask) -> None:
    form, old = coded()
    early, late = member(app), member(app)
    early.open(f"/forms/summer-course?code={old}").press("Open the form").press("Start now")
    new_code(form)
    assert late.open(f"/forms/summer-course?code={old}").press("Open the form").errors == [REFUSED]
    assert early.open("/forms/summer-course").follow("Continue").heading == "Your name"
    assert count(Draft) == 1


def test_a_form_that_is_for_everyone_again_forgets_its_code(app: Flask) -> None:
    form, code = coded()
    member(app).open(f"/forms/summer-course?code={code}").press("Open the form")
    republish(form, NAME)
    assert (count(FormCode), count(FormHolder)) == (0, 0)
    assert member(app).open("/forms/summer-course").status == 200


def test_the_code_is_nowhere_in_clear_text(app: Flask) -> None:
    form, code = coded()
    with saving() as session:
        assert code not in session.get_one(Form, form.id).exported()
    assert code.replace("-", "") not in str(found(select(FormCode.code_hash)))
    assert code not in str(found(select(EventDetail.content)))


def test_what_follows_from_the_link_does_not_name_it(app: Flask) -> None:
    code = coded()[1]
    answer = member(app).send("GET", f"/forms/summer-course?code={code}")
    assert (answer.headers["Referrer-Policy"], answer.headers["Location"]) == ("no-referrer", "/code")


def test_a_visitor_logs_in_first_and_keeps_the_code(app: Flask) -> None:
    code = coded()[1]
    make_user(email="ada@example.org")
    browser = Browser(app).open(f"/forms/summer-course?code={code}")
    browser.fill({"Email": "ada@example.org", "Password": PASSWORD}).press("Log in")
    assert browser.path == "/code"


def test_who_is_in_already_is_not_asked(app: Flask) -> None:
    code = coded()[1]
    browser = member(app).open(f"/forms/summer-course?code={code}").press("Open the form")
    assert browser.open(f"/forms/summer-course?code={code}").heading == "Summer course"
