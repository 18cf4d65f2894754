"""Inviting a list: looked at line by line first, done by a job, and nobody is invited twice."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.support.acting import does
from tests.support.browser import Browser
from tests.support.clock import Clock
from tests.support.jobs import work
from tests.support.make import make_group, make_user, sign_in
from tests.support.post import link_in, mailing, mails
from tests.support.stage import count, found, only
from webapp.models.event import Event
from webapp.models.invitation import Invitation
from webapp.models.long_job import LongJob
from webapp.models.outbox import OutboxMail

NEW = "/admin/invitations/lists/new"
LIST = "Email;Name;Groups\nada@example.org;Ada;Board\nnobody;Bo;\ncy@example.org;Cy;\nCY@example.org;Cy again;\n"


@pytest.fixture
def admin(browser: Browser) -> Browser:
    make_group("Board")
    return sign_in(browser, make_user("admin", name="Olga"))


def look_at(browser: Browser, text: str = LIST) -> Browser:
    return browser.open(NEW).fill({"File": ("people.csv", text.encode())}).press("Look at the list")


def test_what_becomes_of_each_line_is_shown_and_nothing_is_written(admin: Browser) -> None:
    look_at(admin)
    assert admin.has("2 people would be invited, 2 lines would be left out")
    assert admin.has("No email address, like name@example.org")
    assert admin.has("Stands in the list twice")
    assert (count(Invitation), count(LongJob), count(OutboxMail)) == (0, 0, 0)


def test_those_who_are_well_are_invited_by_a_job(admin: Browser, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    mailing(app, monkeypatch)
    look_at(admin).press("Invite 2 people")
    assert admin.has("0 of 2 (0 %)")
    work()
    admin.open(admin.path)
    assert admin.has("2 people were invited.")
    assert sorted(found(select(Invitation.email))) == ["ada@example.org", "cy@example.org"]
    assert only(select(Invitation).where(Invitation.name == "Ada")).role == "member"
    assert Browser(app).open(link_in(mails("ada@example.org")[0])).heading == "You are invited"
    assert found(select(Event.action)) == ["invitation_created"] * 2


def test_the_same_list_again_invites_nobody(admin: Browser) -> None:
    look_at(admin).press("Invite 2 people")
    work()
    assert look_at(admin).has("Nobody on this list can be invited.")
    assert not admin.has("Invite 2 people")


def test_whoever_signed_up_meanwhile_is_told_and_holds_nobody_up(admin: Browser) -> None:
    look_at(admin).press("Invite 2 people")
    make_user(email="ada@example.org")
    work()
    admin.open(admin.path)
    assert admin.has("1 person was invited.")
    assert admin.has("Has an account already")
    lines = admin.open(f"{admin.path}/result.csv").text.splitlines()
    assert [line.rpartition(",")[2] for line in lines[1:]] == ["Has an account already", "Invited"]


def test_a_pasted_list_is_as_good(admin: Browser) -> None:
    admin.open(NEW).fill({"List": "dora@example.org\nemil@example.org"}).press("Look at the list")
    assert admin.has("2 people would be invited.")


def test_what_is_no_list_is_told_beside_what_was_pasted(admin: Browser) -> None:
    admin.open(NEW).fill({"List": "Name;Role\nAda;staff"}).press("Look at the list")
    assert admin.status == 422
    assert admin.has("No column of the list is called Email")
    assert admin.has("Ada;staff")
    assert admin.open(NEW).press("Look at the list").errors == ["Choose a file, or paste a list."]


def test_a_list_that_gives_roles_wants_confirmation(browser: Browser, clock: Clock) -> None:
    sign_in(browser, make_user("owner"), at=clock.now - timedelta(minutes=11))
    look_at(browser, "Email,Role\nada@example.org,staff\n").press("Invite 1 person")
    assert browser.heading == "Confirm it's you"
    assert count(LongJob) == 0


def test_who_lost_the_right_meanwhile_invites_nobody(browser: Browser) -> None:
    anna = make_user("admin")
    sign_in(browser, anna)
    look_at(browser, "ada@example.org").press("Invite 1 person")
    does(make_user("owner"), "suspend", anna, reason="left")
    work()
    assert (only(select(LongJob.status)), count(Invitation)) == ("failed", 0)


def test_a_job_of_another_kind_is_no_list(admin: Browser) -> None:
    assert admin.open("/admin/invitations/lists/7").status == 404
