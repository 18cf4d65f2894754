"""Legal pages in the back office: each publication is a version that stays, and two authors do not overwrite each other."""

import pytest
from flask import Flask
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DBAPIError

from tests.support.acting import does
from tests.support.browser import Browser
from tests.support.clock import Clock
from tests.support.legal import put_up
from tests.support.make import make_user, sign_in
from tests.support.stage import count, found, only, own_context, saving
from webapp.models.event import Event, EventDetail
from webapp.models.legal import LegalAcceptance, LegalVersion, accept
from webapp.models.own_data import parts_of
from webapp.models.person import Person
from webapp.models.tidying import tidy
from webapp.models.user import User

EVERYBODY = "Everybody, you as well: at their next page, before anything else"


@pytest.fixture
def admin(browser: Browser) -> Browser:
    return sign_in(browser, make_user("admin", name="Olga"))


def publish(admin: Browser, kind: str = "privacy", **typed: str) -> Browser:
    return admin.open(f"/admin/legal/{kind}").fill({"Text": "# Who reads it\n\nWe do."} | typed).press("Publish it")


def test_publishing_is_an_event_with_both_numbers(admin: Browser) -> None:
    publish(admin)
    publish(admin)
    assert admin.has("Nothing is new in it")
    publish(admin, Text="We do not.")
    details = found(select(EventDetail.content).join(Event, Event.id == EventDetail.event_id).order_by(Event.id))
    assert [(detail["kind"], detail["old"], detail["new"]) for detail in details] == [("privacy", 0, 1), ("privacy", 1, 2)]


def test_older_versions_stay_to_start_from(admin: Browser) -> None:
    publish(admin)
    publish(admin, Text="We do not.")
    admin.open("/admin/legal/privacy").follow("Version 1").follow("Start from this version").press("Publish it")
    assert only(select(LegalVersion.text).where(LegalVersion.number == 3)) == "# Who reads it\n\nWe do."


def test_nothing_that_was_published_can_be_altered_or_deleted(app: Flask) -> None:
    put_up("terms", "Be kind.")
    for change in (update(LegalVersion).values(text="Pay us."), delete(LegalVersion)):
        with pytest.raises(DBAPIError), saving() as session:
            session.execute(change)
    assert only(select(LegalVersion.text)) == "Be kind."


def test_who_publishes_second_is_shown_both_texts(admin: Browser) -> None:
    admin.open("/admin/legal/terms").fill({"Text": "Mine."})
    put_up("terms", "Theirs.")
    assert admin.press("Publish it").status == 409
    assert (admin.has("Theirs."), admin.value("Text")) == (True, "Mine.")
    admin.press("Publish mine")
    assert found(select(LegalVersion.text).order_by(LegalVersion.number)) == ["Theirs.", "Mine."]


def test_preview_publishes_nothing(admin: Browser) -> None:
    admin.open("/admin/legal/terms").fill({"Text": "Be **kind**."}).press("Show how it will look")
    assert [one.text for one in admin.page.every("strong")] == ["kind"]
    assert (admin.value("Text"), count(LegalVersion)) == ("Be **kind**.", 0)


def test_empty_text_is_refused_and_an_imprint_asks_for_no_acceptance(admin: Browser) -> None:
    assert publish(admin, Text=" ").errors == ["Enter the text of the page."]
    assert not admin.open("/admin/legal/imprint").has("Who has to accept it")
    assert admin.open("/admin/legal/contract").status == 404


def test_page_that_is_taken_down_is_gone_and_asks_nobody(admin: Browser, app: Flask) -> None:
    put_up("terms", "Be kind.", acceptance="everybody")
    admin.open("/").press("Accept and go on")
    admin.open("/admin/legal/terms").follow("Take it down").press("Take down Terms of use")
    member = sign_in(Browser(app), make_user())
    assert (member.open("/").heading, member.open("/legal/terms").status) == ("Home", 404)
    assert only(select(Event.action).where(Event.action == "legal.taken_down"))


def test_author_is_asked_as_everybody_is_and_what_they_accepted_stands_on_their_page(admin: Browser) -> None:
    assert publish(admin, "terms", **{"Who has to accept it": EVERYBODY}).heading == "Read and accept to go on"
    admin.press("Accept and go on")
    assert admin.has("Accepted by: 1.")
    admin.open(f"/admin/users/{only(select(User.id))}")
    assert admin.has("Terms of use, version 1")


def test_what_somebody_accepted_is_in_their_copy_and_goes_with_them(app: Flask, clock: Clock) -> None:
    put_up("terms", "Be kind.", acceptance="everybody")
    make_user("owner")
    ada = make_user()
    with saving() as session:
        accept(session.get_one(User, ada.id), {"terms": 1}, by=Person.command_line())
    with own_context():
        told = list(parts_of(ada.id, "en")["accepted_pages"]())
    assert [(one["kind"], one["number"]) for one in told] == [("terms", 1)]
    does(Person.command_line(), "delete", ada)
    clock.move(days=31)
    with own_context():
        list(tidy())
    assert (count(LegalAcceptance), only(select(User.accepted_terms).where(User.id == ada.id))) == (0, 0)
