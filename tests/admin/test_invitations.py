"""Invitations in the back office: made with a role below one's own, shown once or mailed, sent again, revoked."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.support.browser import Browser
from tests.support.clock import Clock
from tests.support.copying import shown_link
from tests.support.make import make_group, make_user, sign_in
from tests.support.post import link_in, mailing, mails
from tests.support.settings import setting
from tests.support.stage import count, found, only, saving
from webapp.clock import now
from webapp.models.event import Event
from webapp.models.invitation import Invitation
from webapp.models.link import Link

BO = "bo@example.org"


@pytest.fixture
def admin(browser: Browser) -> Browser:
    return sign_in(browser, make_user("admin", name="Olga"))


def invite(browser: Browser, email: str = BO, **typed: object) -> Browser:
    return browser.open("/admin/invitations/new").fill({"Email": email} | typed).press("Invite")


def test_without_mail_the_link_is_shown_once(admin: Browser, app: Flask) -> None:
    link = shown_link(invite(admin))
    assert Browser(app).open(link).heading == "You are invited"
    assert shown_link(admin.open(admin.path)) == ""
    assert found(select(Event.action)) == ["invitation_created"]


def test_with_mail_the_link_is_mailed_and_not_shown(admin: Browser, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    mailing(app, monkeypatch)
    assert invite(admin).has(f"The invitation was sent to {BO}.")
    assert "Olga invites you" in mails(BO)[0].body
    assert Browser(app).open(link_in(mails(BO)[0])).heading == "You are invited"


def test_only_roles_below_ones_own_are_offered(admin: Browser) -> None:
    admin.open("/admin/invitations/new")
    assert [box.get("value") for box in admin.page.every("input") if box.get("name") == "role"] == ["member", "auditor", "staff"]


def test_a_higher_role_is_refused_whatever_is_sent(admin: Browser) -> None:
    page = admin.open("/admin/invitations/new").page
    token = next(box.get("value") for box in page.every("input") if box.get("name") == "csrf_token")
    answer = admin.send("POST", "/admin/invitations/new", {"email": BO, "role": "owner", "csrf_token": token})
    assert (answer.status_code, count(Invitation)) == (422, 0)


def test_a_role_above_member_wants_confirmation(browser: Browser, clock: Clock) -> None:
    sign_in(browser, make_user("owner"), at=clock.now - timedelta(minutes=11))
    assert invite(browser, Role="Staff").path == "/account/confirm"
    assert count(Invitation) == 0


def test_groups_are_preset(admin: Browser) -> None:
    make_group("Choir")
    assert invite(admin, Groups=["Choir"]).has("Choir")


def test_an_address_with_an_account_is_refused(admin: Browser) -> None:
    make_user(email=BO)
    assert invite(admin, "BO@example.org").errors == ["That address has an account already."]


def test_an_address_is_invited_once_at_a_time(admin: Browser) -> None:
    invite(admin)
    assert invite(admin, "Bo@Example.org").errors == [
        "That address is invited already. Send the invitation again, or revoke it first."
    ]
    assert count(Invitation) == 1


def test_where_nobody_signs_up_nobody_is_invited(admin: Browser) -> None:
    setting(signup_mode="closed")
    assert invite(admin).errors == ["Nobody can sign up here, not even by invitation. Create the person instead."]


def test_sending_again_kills_the_older_link_and_begins_a_new_week(admin: Browser, app: Flask, clock: Clock) -> None:
    older = shown_link(invite(admin))
    clock.move(days=8)
    sign_in(admin, make_user("admin")).open("/admin/invitations/1")
    assert admin.has("Expired")
    newer = shown_link(admin.press("Send again"))
    assert Browser(app).open(older).status == 410
    assert Browser(app).open(newer).status == 200


def test_a_revoked_link_opens_nothing_and_the_address_can_be_invited_again(admin: Browser, app: Flask) -> None:
    link = shown_link(invite(admin))
    admin.open("/admin/invitations/1").follow("Revoke").press("Revoke the invitation")
    assert Browser(app).open(link).status == 410
    assert only(select(Link.used_at)) is not None
    assert only(select(Invitation.revoked_at)) is not None
    assert Browser(app).open(shown_link(invite(admin))).status == 200
    assert "invitation_revoked" in found(select(Event.action))


def test_looking_at_the_confirmation_revokes_nothing(admin: Browser) -> None:
    invite(admin)
    admin.open("/admin/invitations/1/revoke")
    assert only(select(Invitation.revoked_at)) is None


def test_an_admin_cannot_send_again_what_an_owner_offered(admin: Browser) -> None:
    with saving() as session:
        session.add(Invitation(email=BO, role="admin", expires_at=now() + timedelta(days=7)))
    assert admin.open("/admin/invitations/1").press("Send again").status == 403


def test_the_list_is_in_pages_and_says_how_each_stands(admin: Browser, clock: Clock) -> None:
    with saving() as session:
        for number in range(51):
            session.add(Invitation(email=f"pupil{number}@example.org", expires_at=clock.now - timedelta(days=1)))
    invite(admin)
    admin.open("/admin/invitations")
    assert all(admin.has(words) for words in ("Open", "Expired", BO))
    assert not admin.has("pupil0@example.org")
    assert admin.follow("Next").has("pupil0@example.org")
