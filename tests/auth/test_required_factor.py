"""A second step that is required: the next log-in leads to adding one, and nowhere else."""

import pytest
from flask import Flask
from sqlalchemy import select, update

from tests.account.test_authenticator import scanned
from tests.support.authenticator import enrol
from tests.support.browser import Browser
from tests.support.factors import first_step, give_app, second_step
from tests.support.make import make_group, make_user, sign_in
from tests.support.stage import only, saving
from webapp.models.group import Group
from webapp.models.passkey import Passkey
from webapp.models.setting import Setting
from webapp.site import forget_settings

PLACES = ("/", "/account", "/account/name", "/account/password", "/account/sessions", "/forms", "/admin", "/inbox", "/about")


def demand(app: Flask, of_whom: str) -> None:
    with saving() as session:
        session.merge(Setting(name="second_factor", value=of_whom))
    with app.app_context():
        forget_settings()


def demand_of(group: Group) -> None:
    with saving() as session:
        session.execute(update(Group).where(Group.id == group.id).values(needs_second_factor=True))


@pytest.mark.parametrize(
    ("of_whom", "asked"),
    [
        ("nobody", []),
        ("admins", ["owner", "admin"]),
        ("staff", ["owner", "admin", "staff", "auditor"]),
        ("everybody", ["owner", "admin", "staff", "auditor", "member"]),
    ],
)
def test_setting_asks_by_role(app: Flask, of_whom: str, asked: list[str]) -> None:
    demand(app, of_whom)
    roles = ("owner", "admin", "staff", "auditor", "member")
    assert [role for role in roles if first_step(Browser(app), make_user(role)).path == "/account/two-factor"] == asked


def test_group_asks_its_members(app: Flask) -> None:
    ada, bob = make_user(), make_user()
    demand_of(make_group("Finance", ada))
    assert first_step(Browser(app), ada).heading == "Second step"
    assert first_step(Browser(app), bob).path == "/"


def test_it_leads_nowhere_else(app: Flask) -> None:
    owner = make_user("owner")
    demand(app, "admins")
    browser = first_step(Browser(app), owner)
    assert {place: browser.open(place).path for place in PLACES} == dict.fromkeys(PLACES, "/account/two-factor")
    token = browser.csrf_token
    answer = browser.send("POST", "/account/name", {"name": "Eve", "csrf_token": token}, headers={"Origin": "http://localhost"})
    assert answer.headers["Location"] == "/account/two-factor"


def test_log_out_is_open(app: Flask) -> None:
    demand(app, "everybody")
    assert first_step(Browser(app), make_user()).press("Log out").open("/account").heading == "Log in"


def test_with_the_app_added_everything_is_open_again(app: Flask) -> None:
    demand(app, "everybody")
    browser = first_step(Browser(app), make_user()).open("/account/activity").follow("Add an app")
    phone = scanned(browser)
    browser.fill({"Code from the app": phone.code()}).press("Add the app")
    assert browser.heading == "Your recovery codes"
    assert browser.follow("I have kept them").path == "/account/activity"


def test_a_passkey_will_do_as_well(app: Flask) -> None:
    demand(app, "everybody")
    browser = first_step(Browser(app), make_user())
    enrol(browser)
    assert browser.open("/account").heading == "Your account"


def test_who_has_one_is_led_nowhere(app: Flask) -> None:
    ada = make_user()
    phone = give_app(ada)
    demand(app, "everybody")
    assert second_step(first_step(Browser(app), ada), phone.code()).path == "/"


def test_log_in_that_is_open_stays_so_until_the_next_one(app: Flask) -> None:
    browser = sign_in(Browser(app), make_user())
    demand(app, "everybody")
    assert browser.open("/account").heading == "Your account"


def test_a_factor_that_is_removed_again_is_asked_for_again(app: Flask) -> None:
    demand(app, "everybody")
    ada = make_user()
    give_app(ada)
    browser = sign_in(Browser(app), ada)
    browser.open("/account/two-factor/app/remove").press("Remove the app")
    assert browser.open("/account").path == "/account/two-factor"


def test_a_passkey_that_is_removed_again_is_asked_for_again(app: Flask) -> None:
    demand(app, "everybody")
    browser = first_step(Browser(app), make_user())
    enrol(browser)
    passkey_id = only(select(Passkey.id))
    browser.open(f"/account/passkeys/{passkey_id}/remove").press("Remove the passkey")
    assert browser.open("/account").path == "/account/two-factor"


def test_who_takes_on_a_role_that_asks_for_one_adds_it_first(app: Flask) -> None:
    demand(app, "admins")
    ada = make_user(granted_role="admin", granted_by=make_user("owner").id)
    browser = sign_in(Browser(app), ada).open("/account/role").press("Accept the role")
    assert browser.open("/admin/users").path == "/account/two-factor"
