"""OpenID providers in the browser: added, changed, removed by administrators who have just confirmed that it is them."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.support.browser import Browser
from tests.support.clock import Clock
from tests.support.make import make_user, sign_in
from tests.support.openid.stage import link, offer
from tests.support.stage import app as its_app
from tests.support.stage import found, only, own_context
from webapp.models.event import Event, EventDetail
from webapp.models.setting import Setting
from webapp.providers import Provider
from webapp.site import providers

TYPED = {
    "Name": "Acme",
    "Name in addresses": "acme",
    "Issuer": "https://login.acme.example.org",
    "Client id": "lodge",
    "Client secret": "hush hush",
    "Groups there and here": "engineers = Engineering\nx = y",
}
ACME = Provider(slug="acme", label="Acme", issuer="https://login.acme.example.org", client_id="lodge", client_secret="hush")


def in_force() -> dict[str, Provider]:
    its_app().extensions.pop("lodge_settings", None)
    with own_context():
        return dict(providers())


def test_added_one_is_offered_at_once(browser: Browser) -> None:
    sign_in(browser, make_user("admin")).open("/admin/settings").follow("OpenID providers").follow("Add a provider")
    assert browser.fill(TYPED).press("Add the provider").path == "/admin/providers"
    acme = in_force()["acme"]
    assert (acme.client_secret, acme.is_trusted, acme.groups) == ("hush hush", False, {"engineers": "Engineering", "x": "y"})
    assert Browser(browser.client.application).open("/login").has("Log in with Acme")
    assert found(select(Event.action)) == ["provider.added"]


def test_secret_is_nowhere_to_be_read(browser: Browser) -> None:
    sign_in(browser, make_user("admin")).open("/admin/providers/new").fill(TYPED).press("Add the provider")
    assert "hush" not in browser.open("/admin/providers/acme").html
    assert "hush" not in str(found(select(Setting.value))) + str(found(select(EventDetail.content)))


def test_changed_one_keeps_its_secret_and_its_name(browser: Browser) -> None:
    offer(ACME)
    sign_in(browser, make_user("admin")).open("/admin/providers/acme").fill({"Name": "Acme Works", "Trust its word": True})
    browser.press("Save the provider")
    assert in_force()["acme"] == replace(ACME, label="Acme Works", is_trusted=True)


def test_removed_after_a_question(browser: Browser) -> None:
    offer(ACME)
    sign_in(browser, make_user("admin")).open("/admin/providers/acme/remove").press("Remove Acme")
    assert in_force() == {}
    assert only(select(Event.action)) == "provider.removed"


def test_pages_say_how_long_groups_and_roles_are_kept(browser: Browser) -> None:
    offer(ACME)
    sign_in(browser, make_user("admin")).open("/admin/providers/acme")
    assert browser.has("Until then they keep what they have")
    assert browser.open("/admin/providers/acme/remove").has("The groups and roles that it gave stay with their people.")


def test_each_of_it_wants_a_confirmation(browser: Browser, clock: Clock) -> None:
    offer(ACME)
    sign_in(browser, make_user("admin"), at=clock.now - timedelta(hours=1))
    for path in ("/admin/providers/new", "/admin/providers/acme", "/admin/providers/acme/remove"):
        assert browser.open(path).heading == "Confirm it's you"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"Issuer": "http://login.example.org"}, "begins with https://"),
        ({"Name in addresses": "Acme Works"}, "Use small letters"),
        ({"Groups there and here": "engineers"}, "there = here"),
        ({"Groups there and roles here": "desk = owner"}, "name one of: admin, staff, auditor"),
        ({"Client id": ""}, "Enter the client id."),
    ],
)
def test_mistakes_are_told(browser: Browser, typed: dict[str, str], sentence: str) -> None:
    sign_in(browser, make_user("admin")).open("/admin/providers/new").fill(TYPED | typed).press("Add the provider")
    assert sentence in " ".join(browser.errors)
    assert in_force() == {}


def test_name_and_issuer_are_there_once(browser: Browser) -> None:
    offer(ACME)
    sign_in(browser, make_user("admin")).open("/admin/providers/new").fill(TYPED).press("Add the provider")
    assert "Another provider has that name in addresses." in browser.errors[0]
    browser.fill({"Name in addresses": "other", "Client secret": "x"}).press("Add the provider")
    assert browser.errors == ["Another provider has that issuer already."]


@pytest.mark.parametrize(("role", "is_done"), [("admin", False), ("owner", True)])
def test_only_an_owner_has_a_provider_make_administrators(browser: Browser, role: str, is_done: bool) -> None:
    typed = TYPED | {"Groups there and roles here": "board = admin"}
    sign_in(browser, make_user(role)).open("/admin/providers/new").fill(typed).press("Add the provider")
    assert ("acme" in in_force()) == is_done


def test_environment_wins_and_is_shown_locked(app: Flask, browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    offer(replace(ACME, label="Of the table"))
    monkeypatch.setitem(app.config, "LODGE", replace(app.config["LODGE"], oidc_providers=(ACME,)))
    assert in_force()["acme"].label == "Acme"
    assert sign_in(browser, make_user("admin")).open("/admin/providers").has("Fixed by LODGE_OIDC_PROVIDERS")


def test_the_way_of_the_last_owner_is_not_removed(browser: Browser) -> None:
    offer(ACME)
    owner = make_user("owner", password_hash=None)
    link(owner, ACME.issuer)
    sign_in(browser, make_user("admin")).open("/admin/providers/acme/remove").press("Remove Acme")
    assert (browser.status, "acme" in in_force()) == (403, True)
    assert browser.has("last owner")


def test_nor_is_it_led_to_another_issuer(browser: Browser) -> None:
    offer(ACME)
    link(make_user("owner", password_hash=None), ACME.issuer)
    sign_in(browser, make_user("admin")).open("/admin/providers/acme").fill({"Issuer": "https://other.example.org"})
    browser.fill({"Client secret": "new"}).press("Save the provider")
    assert (browser.status, in_force()["acme"].issuer) == (422, ACME.issuer)


def test_secret_is_not_told_to_another_issuer(browser: Browser) -> None:
    offer(ACME)
    sign_in(browser, make_user("admin")).open("/admin/providers/acme").fill({"Issuer": "https://eve.example.org"})
    browser.press("Save the provider")
    assert in_force()["acme"].client_secret == ""
