"""The numbers of the accounts' behaviour: their defaults, and that a changed one takes effect where it is meant to."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.auth.test_invitations import invited
from tests.support.browser import Browser
from tests.support.clock import Clock
from tests.support.factors import first_step, give_app, second_step
from tests.support.make import PASSWORD, make_user, sign_in
from tests.support.settings import setting
from tests.support.stage import count, found, only, own_context
from tests.support.tokens import give_token
from webapp.database import writing
from webapp.limits import SECTIONS, SHAPES, Limits, limits_of
from webapp.models.api_token import ApiToken
from webapp.models.event import Event
from webapp.models.link import LIVES, Link, open_link
from webapp.models.login_session import LoginSession
from webapp.models.outbox import OutboxMail
from webapp.models.permissions import Refused
from webapp.models.setting_registry import LIMITS, REGISTRY
from webapp.models.totp import Totp
from webapp.models.trusted_device import TrustedDevice
from webapp.models.user import User


def log_in(browser: Browser, email: str, password: str = PASSWORD, **more: object) -> Browser:
    return browser.open("/login").fill({"Email": email, "Password": password, **more}).press("Log in")


def test_each_default_lies_within_its_bounds() -> None:
    assert not [name for name, shape in SHAPES.items() if not shape.lowest <= shape.default <= shape.highest]


def test_each_is_in_a_section_and_says_what_it_is() -> None:
    assert {shape.section for shape in SHAPES.values()} == set(SECTIONS)
    assert len({shape.help for shape in SHAPES.values()}) == len(SHAPES)


def test_no_name_is_taken_twice() -> None:
    assert not set(LIMITS) & set(REGISTRY)


def test_without_changes_they_are_the_defaults() -> None:
    assert limits_of({}) == Limits()
    assert limits_of({name: shape.default for name, shape in SHAPES.items()}) == Limits()


def test_some_defaults_are_those_of_the_house() -> None:
    found = Limits()
    assert (found.login_pair, found.login_pair_window, found.password_min_length) == (10, timedelta(minutes=15), 12)
    assert (found.session_idle, found.session_absolute) == (timedelta(hours=8), timedelta(hours=24))
    assert (found.deletion_grace, found.deletion_restorable) == (timedelta(days=14), timedelta(days=30))
    assert [getattr(found, name) for name in LIVES.values()] == [
        *(timedelta(days=7), timedelta(minutes=60), timedelta(minutes=10), timedelta(hours=24), timedelta(days=7)),
        *(timedelta(minutes=60), timedelta(days=7), timedelta(hours=24)),
    ]


def test_what_is_stored_under_another_name_is_left_alone() -> None:
    assert limits_of({"site_name": "The Guild", "login_pair": 4}).login_pair == 4


def test_fewer_failures_of_a_pair_are_enough_to_lock_it(app: Flask) -> None:
    setting(login_pair=2)
    ada = make_user()
    for _ in range(2):
        log_in(Browser(app), ada.email, "not the password")
    assert log_in(Browser(app), ada.email).errors == ["Email or password is incorrect."]
    assert count(LoginSession) == 0


def test_failures_of_a_pair_are_forgotten_when_its_time_is_over(app: Flask, clock: Clock) -> None:
    setting(login_pair=1, login_pair_window=3)
    ada = make_user()
    log_in(Browser(app), ada.email, "not the password")
    clock.move(minutes=2)
    assert log_in(Browser(app), ada.email).path == "/login"
    clock.move(minutes=1, seconds=1)
    assert log_in(Browser(app), ada.email).path == "/"


def test_network_is_told_to_wait_sooner(app: Flask) -> None:
    setting(login_network_minute=1)
    log_in(Browser(app), "one@example.org")
    assert log_in(Browser(app), "two@example.org").status == 429


@pytest.mark.parametrize(("role", "name"), [("member", "session_idle"), ("admin", "session_staff_idle")])
def test_log_in_that_nobody_uses_ends_sooner(browser: Browser, clock: Clock, role: str, name: str) -> None:
    setting(**{name: 10})
    sign_in(browser, make_user(role))
    clock.move(minutes=9)
    assert browser.open("/account").heading == "Your account"
    clock.move(minutes=11)
    assert browser.open("/account").heading == "Log in"


def test_log_in_that_is_kept_ends_when_the_setting_says(browser: Browser, clock: Clock) -> None:
    setting(session_kept_idle=2, session_kept_absolute=3)
    log_in(browser, make_user().email, **{"Keep me logged in": True})
    row = only(select(LoginSession))
    assert (row.idle_seconds, row.expires_at - clock.now) == (2 * 86_400, timedelta(days=3))


@pytest.mark.parametrize("purpose", sorted(LIVES))
def test_each_link_lives_as_long_as_its_setting_says(app: Flask, clock: Clock, purpose: str) -> None:
    setting(**{LIVES[purpose]: 3})
    with own_context(), writing():
        token = Link.make(purpose, address_key="bo@example.org")[1]
    clock.move(seconds=SHAPES[LIVES[purpose]].value(3).total_seconds() - 1)
    with own_context():
        assert open_link(token, purpose) is not None
    clock.move(seconds=2)
    with own_context():
        assert open_link(token, purpose) is None


def test_invitation_and_its_mail_name_the_days_that_were_set(browser: Browser, clock: Clock) -> None:
    setting(invitation_life=2)
    link = invited(make_user("admin"), is_mailed=True)
    assert "within 2 days" in only(select(OutboxMail.body))
    clock.move(days=1, hours=23)
    assert browser.open(link).status == 200
    clock.move(hours=2)
    assert browser.open(link).status == 410


def test_shortest_password_is_the_one_that_was_set(browser: Browser) -> None:
    setting(password_min_length=20)
    sign_in(browser, make_user()).open("/account/password")
    assert browser.has("At least 20 characters.")
    browser.fill({"Current password": PASSWORD, "New password": "blue tall otter"}).press("Change your password")
    assert browser.errors == ["Use 20 characters or more. Yours has 15."]


def test_device_is_trusted_for_the_days_that_were_set(browser: Browser, clock: Clock) -> None:
    setting(trusted_device=3)
    ada = make_user()
    phone = give_app(ada)
    second_step(first_step(browser, ada).fill({"Don't ask again on this device for 3 days": True}), phone.code())
    assert only(select(TrustedDevice.expires_at)) == clock.now + timedelta(days=3)


def test_fewer_wrong_codes_stop_the_app(browser: Browser) -> None:
    setting(factor_stop=2)
    ada = make_user()
    give_app(ada)
    for _ in range(2):
        second_step(first_step(browser, ada), "000000")
    assert only(select(Totp.stopped_at)) is not None


def test_confirmation_counts_for_the_minutes_that_were_set(browser: Browser, clock: Clock) -> None:
    setting(confirm_window=1)
    sign_in(browser, make_user(), at=clock.now - timedelta(minutes=2))
    assert browser.open("/account/two-factor/app").heading == "Confirm it's you"


def test_account_is_kept_for_the_days_that_were_set(browser: Browser, clock: Clock) -> None:
    setting(deletion_grace=5)
    ada = make_user()
    sign_in(browser, ada).open("/account/delete").fill({"Type your email address to confirm": ada.email})
    browser.press("Delete my account")
    assert only(select(User.deletion_due_at)) == clock.now + timedelta(days=5)


def test_deleted_account_is_restorable_for_the_days_that_were_set(app: Flask, clock: Clock) -> None:
    setting(deletion_restorable=2)
    make_user(status="deleted", deleted_at=clock.now - timedelta(days=1))
    make_user(status="deleted", deleted_at=clock.now - timedelta(days=3))
    people = found(select(User).order_by(User.id))
    with own_context():
        assert [user.is_restorable for user in people] == [True, False]


def test_token_usually_works_for_the_days_that_were_set(browser: Browser, clock: Clock) -> None:
    setting(token_life=10)
    sign_in(browser, make_user()).open("/account/tokens/new").fill({"Name": "Backup"}).press("Make the token")
    assert only(select(ApiToken.expires_at)) == clock.now + timedelta(days=10)


def test_no_token_works_for_longer_than_the_setting_allows(browser: Browser, clock: Clock) -> None:
    setting(token_longest_life=30)
    with pytest.raises(Refused):
        give_token(make_user(), days=31)
    assert not sign_in(browser, make_user()).open("/account/tokens/new").has("90 days")
    browser.fill({"Name": "Backup"}).press("Make the token")
    assert found(select(ApiToken.expires_at)) == [clock.now + timedelta(days=30)]


def test_page_names_the_time_that_was_set(browser: Browser) -> None:
    setting(activity_shown=14)
    assert sign_in(browser, make_user()).open("/account/activity").has("The last 14 days")


@pytest.mark.parametrize("bound", ["lowest", "highest"])
def test_no_bound_of_everything_at_once_shuts_the_owner_out(browser: Browser, bound: str) -> None:
    owner = make_user("owner")
    phone = give_app(owner)
    setting(**{name: getattr(shape, bound) for name, shape in SHAPES.items()})
    second_step(first_step(browser, owner), phone.code())
    assert browser.open("/admin/settings/limits").status == 200
    assert browser.open("/admin/settings/login-pair").press("Set back to the default").path == "/admin/settings/limits"
    assert only(select(Event.action).where(Event.action == "setting.changed")) == "setting.changed"
