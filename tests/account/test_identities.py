"""Log-ins elsewhere: linked and unlinked by who has just confirmed that it is them, and a proof for who has no password."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import Table, func, select, update

from tests.support.browser import Browser
from tests.support.clock import Clock
from tests.support.make import make_group, make_user, sign_in
from tests.support.openid.hostile import Hostile, hostile
from tests.support.openid.real import Real, There, running
from tests.support.openid.stage import left, link, log_in, offer, with_methods
from tests.support.post import subjects
from tests.support.stage import count, found, only, saving
from webapp.models.event import Event
from webapp.models.group import membership
from webapp.models.identity import Identity
from webapp.models.login_session import LoginSession
from webapp.models.passkey import Passkey
from webapp.models.user import User

ODD = "Logging in elsewhere did not work"


@pytest.fixture
def own(app: Flask) -> Iterator[Hostile]:
    with hostile() as provider:
        offer(provider.provider())
        yield provider


@pytest.fixture(scope="module")
def real() -> Iterator[Real]:
    with running("http://localhost/login/oidc/acme/callback") as provider:
        yield provider


def begin(browser: Browser) -> str:
    return left(browser.open("/account/identities").press("Link Acme"))


def test_linked_and_logged_in_with_it(browser: Browser, real: Real) -> None:
    offer(real.provider())
    ada = make_user()
    sign_in(browser, ada).open(There().log_in(begin(browser)))
    assert browser.has("From now on you can log in with Acme.")
    assert subjects(ada.email) == ["You can now log in with Acme"]
    assert found(select(Event.action)) == ["user.identity_linked"]
    assert log_in(Browser(browser.client.application), There()).path == "/"


def test_linking_wants_a_confirmation(browser: Browser, own: Hostile, clock: Clock) -> None:
    sign_in(browser, make_user(), at=clock.now - timedelta(hours=1))
    browser.open("/account/identities").press("Link Acme")
    assert browser.heading == "Confirm it's you"


def test_another_log_in_of_the_browser_cannot_end_what_one_has_begun(browser: Browser, own: Hostile) -> None:
    ada, eve = make_user(), make_user()
    address = begin(sign_in(browser, ada))
    sign_in(browser, eve)
    assert browser.open(own.grant(address)).heading == ODD
    assert count(Identity) == 0


def test_identity_of_somebody_else_is_not_taken(browser: Browser, own: Hostile) -> None:
    link(make_user(), own.issuer)
    address = begin(sign_in(browser, make_user()))
    browser.open(own.grant(address))
    assert (browser.status, count(Identity)) == (403, 1)
    assert browser.has("It is linked to another account here already.")


def test_one_person_of_a_provider_is_enough(browser: Browser, own: Hostile) -> None:
    ada = make_user()
    address = begin(sign_in(browser, ada))
    link(ada, own.issuer, "other")
    assert browser.open(own.grant(address)).status == 403
    assert only(select(Identity.subject)) == "other"


def test_unlinked_after_a_question_and_told_by_mail(browser: Browser, own: Hostile) -> None:
    ada = make_user()
    link(ada, own.issuer)
    sign_in(browser, ada).open("/account/identities").follow("Unlink")
    assert browser.press("Unlink Acme").path == "/account/identities"
    assert count(Identity) == 0
    assert subjects(ada.email) == ["Acme no longer logs you in"]
    assert found(select(Event.action)) == ["user.identity_unlinked"]


def test_unlinking_wants_a_confirmation(browser: Browser, own: Hostile, clock: Clock) -> None:
    ada = make_user()
    mine = link(ada, own.issuer)
    sign_in(browser, ada, at=clock.now - timedelta(hours=1))
    assert browser.open(f"/account/identities/{mine.id}/unlink").heading == "Confirm it's you"


def test_last_way_to_log_in_stays(browser: Browser, own: Hostile) -> None:
    ada = make_user(password_hash=None)
    link(ada, own.issuer)
    sign_in(browser, ada).open("/account/identities").follow("Unlink").press("Unlink Acme")
    assert (browser.status, count(Identity)) == (403, 1)
    assert browser.has("This is your only way to log in.")


def test_identity_of_a_provider_that_is_gone_is_no_way_in(browser: Browser, own: Hostile) -> None:
    ada = make_user(password_hash=None)
    link(ada, "https://gone.example.org", "ada")
    link(ada, own.issuer)
    sign_in(browser, ada)
    mine = only(select(Identity.id).where(Identity.issuer == own.issuer))
    assert browser.open(f"/account/identities/{mine}/unlink").press("Unlink Acme").status == 403
    assert count(Identity) == 2


def test_password_is_no_way_in_where_none_is_used(
    app: Flask, browser: Browser, own: Hostile, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_methods(app, monkeypatch, "oidc")
    ada = make_user()
    link(ada, own.issuer)
    sign_in(browser, ada).open("/account/identities").follow("Unlink")
    assert browser.press("Unlink Acme").status == 403


def test_somebody_elses_is_not_there(browser: Browser, own: Hostile) -> None:
    theirs = link(make_user(), own.issuer)
    assert sign_in(browser, make_user()).open(f"/account/identities/{theirs.id}/unlink").status == 404


# Confirm it's you, without a password.
def blocked(browser: Browser, own: Hostile, clock: Clock) -> str:
    """Somebody without a password is asked to confirm, and leaves for the provider."""
    ada = make_user(password_hash=None, name="Ada")
    link(ada, own.issuer)
    sign_in(browser, ada, at=clock.now - timedelta(hours=1)).open("/account/email")
    assert browser.heading == "Confirm it's you"
    return left(browser.press("Confirm with Acme"))


def test_provider_is_told_to_ask_again(browser: Browser, own: Hostile, clock: Clock) -> None:
    address = blocked(browser, own, clock)
    assert "prompt=login" in address
    assert "max_age=0" in address
    before = only(select(LoginSession.token_hash))
    assert browser.open(own.grant(address)).path == "/account/email"
    assert only(select(LoginSession.authenticated_at)) == clock.now
    assert only(select(LoginSession.token_hash)) != before


def test_real_provider_does_ask_again(browser: Browser, real: Real) -> None:
    offer(real.provider())
    ada, there = make_user(password_hash=None), There()
    link(ada, real.issuer)
    log_in(browser, there)
    browser.open("/account/email").press("Confirm with Acme")
    assert browser.open(there.log_in(left(browser))).path == "/account/email"
    assert there.asked == 2


def test_blocked_post_goes_on_after_it(browser: Browser, own: Hostile, clock: Clock) -> None:
    owner, ada = make_user("owner", password_hash=None), make_user(name="Ada")
    link(owner, own.issuer)
    sign_in(browser, owner).open(f"/admin/users/{ada.id}/grant-role").fill({"Role": "Staff"})
    clock.move(minutes=11)
    browser.press("Save role")
    browser.open(own.grant(left(browser.press("Confirm with Acme")))).press("Continue")
    assert only(select(User.granted_role).where(User.id == ada.id)) == "staff"


@pytest.mark.parametrize("seconds", [61, 3600, None])
def test_old_proof_or_none_does_not_count(browser: Browser, own: Hostile, clock: Clock, seconds: int | None) -> None:
    address = blocked(browser, own, clock)
    own.claims = {"auth_time": None if seconds is None else int(clock.now.timestamp()) - seconds}
    assert browser.open(own.grant(address)).heading == ODD
    assert only(select(LoginSession.authenticated_at)) == clock.now - timedelta(hours=1)


@pytest.mark.parametrize("moment", ["yesterday", True, -1, 2**50])
def test_proof_that_is_no_time_does_not_count(browser: Browser, own: Hostile, clock: Clock, moment: object) -> None:
    address = blocked(browser, own, clock)
    own.claims = {"auth_time": moment}
    assert browser.open(own.grant(address)).heading == ODD


def test_another_subject_does_not_count(browser: Browser, own: Hostile, clock: Clock) -> None:
    address = blocked(browser, own, clock)
    own.claims = {"sub": "eve"}
    browser.open(own.grant(address))
    assert (browser.status, browser.heading) == (403, ODD)
    assert browser.has("somebody else")
    assert only(select(Event.action)) == "confirm_failed"
    assert only(select(LoginSession.authenticated_at)) == clock.now - timedelta(hours=1)


def test_fifth_other_subject_ends_the_log_in(browser: Browser, own: Hostile, clock: Clock) -> None:
    address = blocked(browser, own, clock)
    own.claims = {"sub": "eve"}
    for _ in range(4):
        browser.open(own.grant(address))
        address = left(browser.open("/account/confirm").press("Confirm with Acme"))
    browser.open(own.grant(address))
    assert browser.open("/account").heading == "Log in"


def test_first_password_of_who_had_none(browser: Browser, own: Hostile) -> None:
    ada = make_user(password_hash=None)
    link(ada, own.issuer)
    sign_in(browser, ada).open("/account/password")
    assert browser.heading == "Set a password"
    browser.fill({"New password": "a quite long sentence of mine"}).press("Set a password")
    assert browser.has("Your password was set.")
    assert only(select(User.password_hash)) is not None


def test_who_has_a_password_meanwhile_cannot_confirm_by_a_provider(browser: Browser, own: Hostile, clock: Clock) -> None:
    ada = make_user(password_hash=None)
    link(ada, own.issuer)
    sign_in(browser, ada, at=clock.now - timedelta(hours=1)).open("/account/confirm")
    with saving() as session:
        session.execute(update(User).values(password_hash="-"))
    assert browser.press("Confirm with Acme").status == 403


def test_who_has_a_complete_passkey_meanwhile_cannot_either(browser: Browser, own: Hostile, clock: Clock) -> None:
    ada = make_user(password_hash=None)
    link(ada, own.issuer)
    sign_in(browser, ada, at=clock.now - timedelta(hours=1)).open("/account/confirm")
    with saving() as session:
        kept = {"credential_id": b"x", "attested": b"-", "sign_count": 0, "is_backup_eligible": False}
        session.add(Passkey(user_id=ada.id, number=1, name="Own", created_at=clock.now, is_complete=True, **kept))
    assert browser.press("Confirm with Acme").status == 403


def test_role_and_groups_of_a_provider_go_with_it(browser: Browser, own: Hostile) -> None:
    offer(own.provider(groups={"desk": "Front desk"}, roles={"chiefs": "admin"}))
    ada = make_user("admin")
    make_group("Front desk", ada), make_group("Chess", ada)
    link(ada, own.issuer)
    sign_in(browser, ada).open("/account/identities").follow("Unlink").press("Unlink Acme")
    assert only(select(User.role)) == "member"
    assert count_of(membership) == 1


def test_role_that_was_given_by_hand_stays_without_the_provider(browser: Browser, own: Hostile) -> None:
    offer(own.provider(roles={"chiefs": "admin"}))
    ada = make_user("staff")
    link(ada, own.issuer)
    sign_in(browser, ada).open("/account/identities").follow("Unlink").press("Unlink Acme")
    assert only(select(User.role)) == "staff"


def count_of(table: Table) -> int:
    return int(only(select(func.count()).select_from(table)))
