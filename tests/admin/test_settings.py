"""The settings page: what may be typed, what the environment holds, what was changed and how to go back."""

from importlib import import_module
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.support.browser import Browser
from tests.support.make import make_user, sign_in
from tests.support.settings import setting
from tests.support.stage import count, found, only, saving
from webapp.limits import SECTIONS, SHAPES
from webapp.models.event import Event, EventDetail
from webapp.models.person import Person
from webapp.models.setting import Setting
from webapp.models.user import User


@pytest.fixture
def admin(browser: Browser) -> Browser:
    return sign_in(browser, make_user("admin", name="Olga"))


def save(browser: Browser, slug: str, typed: dict[str, str]) -> Browser:
    return browser.open(f"/admin/settings/{slug}").fill(typed).press("Save this setting")


def test_new_name_stands_in_every_header_at_once(admin: Browser, app: Flask) -> None:
    save(admin, "site-name", {"Name of the organisation": "The Guild"})
    assert admin.has("Name of the organisation: saved.")
    assert Browser(app).open("/login").has("The Guild")


def test_change_is_an_event_with_old_and_new(admin: Browser) -> None:
    save(admin, "password-min-length", {"Shortest password": "15"})
    detail = only(select(EventDetail.content).join(Event, Event.id == EventDetail.event_id))
    assert (detail["old"], detail["new"]) == (12, 15)
    assert only(select(Event.fields)) == ["password_min_length"]


def test_no_change_is_no_event(admin: Browser) -> None:
    save(admin, "password-min-length", {"Shortest password": "12"})
    assert (count(Event), count(Setting)) == (0, 0)


@pytest.mark.parametrize("typed", ["7", "65", "twelve", "1e1", "-12", "9" * 5000])
def test_length_out_of_range_is_refused(admin: Browser, typed: str) -> None:
    save(admin, "password-min-length", {"Shortest password": typed})
    assert admin.errors == ["Enter a whole number from 8 to 64."]
    assert admin.status == 422


def test_empty_name_is_refused(admin: Browser) -> None:
    assert save(admin, "site-name", {"Name of the organisation": " "}).errors == ["Enter a name."]


def test_sign_up_can_be_closed_and_set_back(admin: Browser, app: Flask) -> None:
    choice = "Nobody: an administrator creates each account"
    save(admin, "signup-mode", {"Who may sign up": choice})
    assert Browser(app).open("/signup").has("made by an administrator")
    admin.open("/admin/settings/signup-mode").press("Set back")
    assert Browser(app).open("/signup").heading == "Sign up"
    assert Browser(app).open("/signup").page.by_id("password") is not None
    assert found(select(Event.action)) == ["setting.changed", "setting.changed"]


def test_choice_that_is_not_offered_is_refused(admin: Browser) -> None:
    admin.open("/admin/settings/signup-mode")
    token = admin.csrf_token
    answer = admin.send("POST", "/admin/settings/signup-mode", {"csrf_token": token, "value": "anarchy"})
    assert answer.status_code == 422
    assert count(Setting) == 0


def test_auditor_reads_and_does_not_change(browser: Browser) -> None:
    sign_in(browser, make_user("auditor"))
    assert browser.open("/admin/settings").status == 200
    assert browser.open("/admin/settings/about").status == 403


def test_unknown_setting_is_not_found(admin: Browser) -> None:
    assert admin.open("/admin/settings/site_name").status == 404
    assert admin.open("/admin/settings/secret-key").status == 404


def test_setting_of_the_environment_is_shown_locked(admin: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_module("webapp.admin.settings"), "fixed", lambda config: {"site_name": "Fixed"})
    assert admin.open("/admin/settings").has("Fixed by LODGE_SITE_NAME")
    assert admin.open("/admin/settings/site-name").status == 403


def test_page_shows_what_stands_and_not_what_another_process_remembers(admin: Browser) -> None:
    admin.open("/admin/settings/limits")
    with saving() as session:
        session.add(Setting(name="password_min_length", value=20))
    assert admin.open("/admin/settings/password-min-length").value("Shortest password") == "20"
    assert admin.open("/admin/settings/limits").has("20 characters")


IDLE = SHAPES["session_idle"].help
PAIR = SHAPES["login_pair"].help
MODE = "Who may sign up"
FATE = "What becomes of those who wait for approval?"


def switch(admin: Browser, **typed: str) -> Browser:
    """Away from approval, while somebody waits."""
    make_user(name="Wanda Waiting", status="pending")
    setting(signup_mode="approval")
    return save(admin, "signup-mode", {MODE: "Everybody"} | typed)


def test_switching_the_mode_asks_what_becomes_of_those_waiting(admin: Browser) -> None:
    assert switch(admin).errors == ["One person waits for approval. Choose what becomes of them."]
    assert only(select(Setting.value)) == "approval"


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        ("They go on waiting, and you decide about each", "pending"),
        ("Approve them all", "active"),
        ("Reject them all", "deleted"),
    ],
)
def test_those_waiting_get_what_was_chosen(admin: Browser, answer: str, status: str) -> None:
    answer = answer if answer != "Reject them all" else "Reject them all, without a reason"
    assert switch(admin, **{FATE: answer}).has("Who may sign up: saved.")
    assert only(select(User.status).where(User.name == "Wanda Waiting")) == status


def test_setting_the_mode_back_asks_too(admin: Browser) -> None:
    save(admin, "signup-mode", {MODE: "Everybody, once an administrator has approved them"})
    make_user(status="pending")
    admin.open("/admin/settings/signup-mode").press("Set back")
    assert admin.has("People are waiting for approval.")
    assert only(select(Setting.value)) == "approval"


def test_without_anybody_waiting_nothing_is_asked(admin: Browser) -> None:
    setting(signup_mode="approval")
    assert save(admin, "signup-mode", {MODE: "Whoever was invited"}).has("saved")


def test_what_is_no_domain_is_refused(admin: Browser) -> None:
    assert "is no domain" in save(admin, "signup-domains", {"Domains that may sign up": "@example.org"}).errors[0]


def test_limits_stand_in_their_sections_with_their_defaults(admin: Browser) -> None:
    assert admin.open("/admin/settings").follow("Limits").heading == "Limits"
    assert [one.text for one in admin.page.every("h2")][-len(SECTIONS) :] == list(SECTIONS)
    assert admin.has("480 minutes")


def test_changed_limit_is_saved_shown_and_an_event(admin: Browser) -> None:
    save(admin, "session-idle", {IDLE: "30"})
    assert (admin.path, admin.has("30 minutes")) == ("/admin/settings/limits", True)
    detail = only(select(EventDetail.content).join(Event, Event.id == EventDetail.event_id))
    assert (detail["old"], detail["new"]) == (480, 30)


@pytest.mark.parametrize("typed", ["4", "43201", "", "8 hours", "-5", "7.5"])
def test_limit_out_of_its_bounds_is_refused_and_comes_back_as_typed(admin: Browser, typed: str) -> None:
    save(admin, "session-idle", {IDLE: typed})
    assert (admin.status, admin.errors) == (422, ["Enter a whole number from 5 to 43,200."])
    assert (admin.value(IDLE), count(Setting)) == (typed, 0)


def test_limit_is_set_back_to_its_default(admin: Browser) -> None:
    save(admin, "login-pair", {PAIR: "3"})
    admin.open("/admin/settings/login-pair").press("Set back to the default")
    assert admin.has(f"{PAIR}: saved.")
    assert only(select(Setting.value)) == 10
    assert not admin.open("/admin/settings/login-pair").has("Set back to the default")


def test_what_is_no_limit_has_no_default_to_set_back_to(admin: Browser) -> None:
    admin.open("/admin/settings/about")
    token = admin.csrf_token
    assert admin.send("POST", "/admin/settings/about/set-back", {"csrf_token": token}).status_code == 404


def test_limit_of_the_environment_is_shown_locked(admin: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_module("webapp.admin.settings"), "fixed", lambda config: {"login_pair": 4})
    assert admin.open("/admin/settings/limits").has("Fixed by LODGE_LOGIN_PAIR")
    assert admin.open("/admin/settings/login-pair").status == 403


def test_auditor_reads_limits_and_changes_none(browser: Browser) -> None:
    sign_in(browser, make_user("auditor"))
    browser.open("/admin/settings/limits")
    assert not [link for link in browser.page.every("a") if "login-pair" in link.get("href", "")]
    assert browser.open("/admin/settings/login-pair").status == 403


def changed(old: Any, new: Any, name: str = "password_min_length") -> None:
    with saving():
        Event.record(by=Person.command_line(), action="setting.changed", fields=(name,), detail={"old": old, "new": new})


def test_the_history_of_a_setting_goes_back_to_its_first_change(admin: Browser) -> None:
    for place in range(12):
        changed(20 + place, 21 + place)
        changed(f"About {place}", f"About {place + 1}", "about")
    admin.open("/admin/settings/password-min-length")
    assert (admin.has("32 characters"), admin.has("20 characters"), admin.has("About 3")) == (True, False, False)
    assert admin.follow("Earlier changes").has("20 characters")
    assert not admin.has("Earlier changes")


@pytest.mark.parametrize("before", ["-1", "9" * 30, "x", "9" * 5000, "-" + "9" * 30])
def test_an_address_that_points_at_no_change_is_no_error(admin: Browser, before: str) -> None:
    changed(20, 21)
    assert admin.open(f"/admin/settings/password-min-length?before={before}").status == 200


def test_what_can_be_typed_no_longer_is_not_set_back_to(admin: Browser) -> None:
    changed(5, 12)
    admin.open("/admin/settings/password-min-length").press("Set back")
    assert admin.has("Not set back: that can be typed no longer. Enter a whole number from 8 to 64.")
    assert count(Setting) == 0
