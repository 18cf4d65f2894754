"""In which language a mail is written: in that of whoever reads it, whoever acts."""

from typing import Any

import pytest
from flask import Flask

from tests.support.acting import does
from tests.support.browser import Browser
from tests.support.make import PASSWORD, make_user, sign_in
from tests.support.post import mailing, newest
from tests.support.stage import own_context
from tests.test_languages import say_in
from webapp.database import writing
from webapp.languages import ENGLISH, PSEUDO, accented
from webapp.models.address_mail import tell_changed
from webapp.models.permissions import Role
from webapp.models.person import Origin
from webapp.models.user import User

BO = "bo@example.org"
# act: (its values, the subject of its mail)
ACTS: dict[str, tuple[dict[str, Any], str]] = {
    "suspend": ({"reason": "Rude"}, "Your account was suspended"),
    "grant_role": ({"role": Role.STAFF}, "You were offered the role %(role)s"),
    "delete": ({}, "Your account will be deleted"),
}


@pytest.mark.parametrize("name", ACTS)
def test_who_is_acted_upon_reads_it_in_their_own_language(app: Flask, name: str) -> None:
    values, subject = ACTS[name]
    ada = make_user(language=PSEUDO)
    does(make_user("owner", language=ENGLISH), name, ada, **values)
    mail = newest(ada.email)
    said = accented(subject) % {"role": accented("staff")}
    assert (mail.language, mail.subject) == (PSEUDO, said)
    assert mail.body.startswith(accented("Hello %(name)s,") % {"name": ada.name})


def test_who_has_chosen_no_language_reads_the_portals(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    say_in(app, PSEUDO, monkeypatch)
    ada = make_user()
    does(make_user("owner", language=ENGLISH), "suspend", ada, reason="Rude")
    assert newest(ada.email).language == PSEUDO


def test_each_owner_hears_of_an_offer_in_their_own_language(app: Flask) -> None:
    one, other, ada = make_user("owner", language=PSEUDO), make_user("owner", language=ENGLISH), make_user()
    does(one, "grant_role", ada, role=Role.ADMIN)
    assert newest(other.email).subject == f"{ada.name} was offered the role admin"
    assert newest(one.email).subject == f"{ada.name} {accented('was offered the role admin')}"


def move(ada: User) -> None:
    with own_context(), writing():
        tell_changed(ada, "old@example.org", Origin(), "https://example.org/undo")


def test_both_addresses_read_of_a_change_in_the_language_of_their_person(app: Flask) -> None:
    ada = make_user(language=PSEUDO)
    move(ada)
    both = [newest("old@example.org"), newest(ada.email)]
    assert {mail.subject for mail in both} == {accented("Your email address was changed")}
    assert accented("take your account back with this link, within") in both[0].body


def log_in(browser: Browser, email: str, language: str = "") -> None:
    browser.open("/login").fill({"Email": email, "Password": PASSWORD})
    browser.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = language
    browser.press("Log in")


@pytest.mark.parametrize(("chosen", "read"), [("", "de"), ("pl", "pl")])
def test_a_new_browser_is_told_in_the_language_chosen_else_spoken(app: Flask, chosen: str, read: str) -> None:
    ada = make_user(language=chosen)
    log_in(Browser(app), ada.email)
    log_in(Browser(app), ada.email, "de")
    assert newest(ada.email).language == read


def test_an_invitation_is_written_in_the_portals_language(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    mailing(app, monkeypatch)
    admin = sign_in(Browser(app), make_user("admin", language=ENGLISH))
    say_in(app, PSEUDO, monkeypatch)
    admin.open("/admin/invitations/new").fill({"Email": BO}).press("Invite")
    assert newest(BO).subject == accented("You are invited")


def test_who_signs_up_is_written_to_in_the_language_of_their_browser(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    mailing(app, monkeypatch)
    browser = Browser(app).open("/signup").fill({"Email": BO})
    browser.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "de"
    browser.press("Sign up")
    assert newest(BO).language == "de"


def test_a_sign_up_mail_is_wholly_translated(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    mailing(app, monkeypatch)
    browser = Browser(app).open("/signup").fill({"Email": BO})
    say_in(app, PSEUDO, monkeypatch)
    browser.press("Sign up")
    mail = newest(BO)
    assert mail.subject == accented("Confirm your email address")
    assert accented("If it was not you, do nothing: no account is made.") in mail.body
