"""A pasted list of addresses: it finds all of them and names those that belong to nobody."""

import pytest

from tests.support.browser import Browser
from tests.support.make import make_user, sign_in


@pytest.fixture
def admin(browser: Browser) -> Browser:
    return sign_in(browser, make_user("admin", name="Quentin Boss")).open("/admin/users/find-list")


def test_list_finds_all_and_names_the_others(admin: Browser) -> None:
    people = [make_user(name=f"Person {n}") for n in range(3)]
    admin.fill({"Addresses": "\n".join([person.email.upper() for person in people] + ["nobody@x.org"])}).press("Find people")
    assert admin.has("3 people found")
    assert admin.has("nobody@x.org")


def test_five_hundred_addresses_are_looked_for_at_once(admin: Browser) -> None:
    found = make_user(email="last@x.org")
    admin.fill({"Addresses": ";".join([f"n{n}@x.org" for n in range(499)] + [found.email])}).press("Find people")
    assert admin.has("1 person found")
    assert admin.has("499 addresses were not found:")


def test_what_is_no_address_is_named(admin: Browser) -> None:
    admin.fill({"Addresses": "ada@x.org, Ada Lovelace"}).press("Find people")
    assert admin.response.status_code == 422
    assert "“Ada” is no email address. Leave it out, or correct it." in admin.errors


def test_empty_list_is_refused(admin: Browser) -> None:
    admin.press("Find people")
    assert admin.errors == ["Paste at least one email address."]


def test_auditor_finds_people_masked(browser: Browser) -> None:
    make_user(name="Åsa Öberg", email="asa@x.org")
    sign_in(browser, make_user("auditor")).open("/admin/users/find-list").fill({"Addresses": "asa@x.org"}).press("Find people")
    assert browser.has("Å. Ö.")
    assert not browser.has("Åsa")
