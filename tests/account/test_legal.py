"""Accepting legal pages: before anything else, with what is new, and nothing that was typed is lost."""

import pytest
from flask import Flask
from sqlalchemy import select

from tests.support.browser import Browser
from tests.support.legal import put_up
from tests.support.make import make_user, sign_in
from tests.support.settings import setting
from tests.support.stage import count, found, only
from webapp.models.event import Event
from webapp.models.legal import LegalAcceptance
from webapp.models.user import User


@pytest.fixture
def member(browser: Browser) -> Browser:
    return sign_in(browser, make_user(name="Mina"))


def test_nobody_is_asked_while_nothing_is_to_be_accepted(member: Browser) -> None:
    put_up("terms", "Be kind.", acceptance="newcomers")
    assert member.open("/").heading == "Home"
    assert member.open("/account/legal").heading == "Home"


def test_who_has_to_accept_comes_to_it_and_then_to_where_they_were_going(member: Browser) -> None:
    put_up("terms", "Be kind.", acceptance="everybody")
    assert member.open("/forms").heading == "Read and accept to go on"
    assert member.press("Accept and go on").path == "/forms"
    row = only(select(LegalAcceptance))
    assert (row.kind, row.number, only(select(User.accepted_terms))) == ("terms", 1, 1)
    assert found(select(Event.action).where(Event.target_type == "user")) == ["legal.accepted"]
    assert member.open("/").heading == "Home"


def test_new_version_is_asked_for_again_with_what_is_new_and_what_differs(member: Browser) -> None:
    put_up("terms", "Be kind.", acceptance="everybody")
    member.open("/").press("Accept and go on")
    put_up("terms", "Be kind.\n\nBe brief.", acceptance="newcomers")
    assert member.open("/").heading == "Home"
    put_up("terms", "Be kind.\n\nBe clear.", acceptance="everybody", news="Clearer than before.")
    assert all(member.open("/").has(words) for words in ("Clearer than before.", "You accepted version 1", "Be clear."))
    member.press("Accept and go on")
    assert found(select(LegalAcceptance.number).order_by(LegalAcceptance.id)) == [1, 3]


def test_what_was_typed_meanwhile_comes_back(member: Browser) -> None:
    member.open("/account/name").fill({"Name": "Mina Murray"})
    put_up("privacy", "We read it.", acceptance="everybody")
    assert member.press("Save your name").heading == "Read and accept to go on"
    assert member.press("Accept and go on").has("Mina Murray")


def test_what_was_put_up_since_the_page_was_shown_is_accepted_by_nobody(member: Browser) -> None:
    put_up("terms", "Be kind.", acceptance="everybody")
    member.open("/")
    put_up("terms", "Pay us.", acceptance="everybody")
    assert member.press("Accept and go on").has("Pay us.")
    assert count(LegalAcceptance) == 0


def test_reading_it_and_leaving_stay_open(member: Browser) -> None:
    put_up("terms", "Be kind.", acceptance="everybody")
    for path in ("/legal/terms", "/account/data", "/account/delete", "/livez", "/readyz", "/theme.css"):
        assert member.send("GET", path).status_code == 200, path


def test_log_out_is_the_other_answer(member: Browser) -> None:
    put_up("terms", "Be kind.", acceptance="everybody")
    member.open("/").press("Log out without accepting")
    assert (count(LegalAcceptance), member.open("/forms").path) == (0, "/login")


def test_nobody_is_asked_while_nothing_can_be_written_down(member: Browser) -> None:
    put_up("terms", "Be kind.", acceptance="everybody")
    setting(mode="read_only")
    assert member.open("/").heading == "Home"


def test_whoever_looks_as_somebody_accepts_nothing_for_them(browser: Browser, app: Flask) -> None:
    user = make_user(name="Mina")
    admin = sign_in(browser, make_user("admin", accepted_terms=1))
    admin.open(f"/admin/users/{user.id}/view-as").fill({"Reason": "To help"}).press("View as Mina")
    put_up("terms", "Be kind.", acceptance="everybody")
    assert admin.open("/forms").heading == "Forms"
    assert admin.open("/account/legal").status == 403
