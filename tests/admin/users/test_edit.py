"""Change a person's name and address, and lose nothing when somebody else was first."""

from sqlalchemy import select

from tests.support.acting import does
from tests.support.browser import Browser
from tests.support.make import make_user, sign_in
from tests.support.stage import only
from webapp.models.user import User


def name_of(user: User) -> str:
    return str(only(select(User.name).where(User.id == user.id)))


def editing(browser: Browser, ada: User) -> Browser:
    return sign_in(browser, make_user("owner")).open(f"/admin/users/{ada.id}/edit")


def test_a_change_is_saved_and_said(browser: Browser) -> None:
    ada = make_user(name="Before")
    editing(browser, ada).fill({"Name": "After"}).press("Save changes")
    assert browser.heading == "After"
    assert browser.has("The changes were saved.")


def test_saving_what_stands_says_so(browser: Browser) -> None:
    assert editing(browser, make_user()).press("Save changes").has("Nothing was changed.")


def test_who_saves_second_sees_both_and_overwrites_nothing(browser: Browser) -> None:
    ada = make_user(name="Before")
    editing(browser, ada).fill({"Name": "Mine"})
    does(make_user("owner"), "change", ada, version=1, name="Theirs")
    browser.press("Save changes")
    assert browser.status == 409
    assert browser.has("Theirs")
    assert browser.value("Name") == "Mine"
    assert name_of(ada) == "Theirs"


def test_who_saves_second_can_save_theirs_with_one_press(browser: Browser) -> None:
    ada = make_user(name="Before")
    editing(browser, ada).fill({"Name": "Mine"})
    does(make_user("owner"), "change", ada, version=1, name="Theirs")
    browser.press("Save changes").press("Save mine")
    assert name_of(ada) == "Mine"


def test_a_taken_address_is_said_on_its_field(browser: Browser) -> None:
    make_user(email="bob@example.org")
    editing(browser, make_user()).fill({"Email": "Bob@Example.org"}).press("Save changes")
    assert browser.errors == ["Another person already uses that email address. Enter a different one."]


def test_an_admin_edits_no_admin(browser: Browser) -> None:
    other = make_user("admin")
    assert sign_in(browser, make_user("admin")).open(f"/admin/users/{other.id}/edit").status == 403
