"""A person's page: everything about them, and only the buttons that would not be refused."""

import pytest

from tests.support.acting import does
from tests.support.browser import Browser
from tests.support.make import make_group, make_user, sign_in
from webapp.models.user import User

ACTS = (
    "Change name or email",
    "Change groups",
    "Change role",
    "Make a one-time link",
    "Suspend",
    "Delete",
    "Lift the suspension",
    "Restore the account",
    "Confirm the address",
    "Log out everywhere",
)


def buttons(browser: Browser, user: User) -> set[str]:
    """The acts that the page offers."""
    browser.open(f"/admin/users/{user.id}")
    return {act for act in ACTS if f">{act}<" in browser.html}


def test_the_page_tells_everything_about_a_person(browser: Browser) -> None:
    ada = make_user(name="Ada Lovelace", email="ada@example.org")
    make_group("Reviewers", ada)
    sign_in(Browser(browser.client.application), ada)
    sign_in(browser, make_user("owner")).open(f"/admin/users/{ada.id}")
    assert browser.heading == "Ada Lovelace"
    for fact in ("ada@example.org", "Member", "Reviewers", "Logged in now", "never"):
        assert browser.has(fact)


@pytest.mark.parametrize(
    ("state", "offered"),
    [
        ({}, {"Change name or email", "Change groups", "Change role", "Make a one-time link", "Suspend", "Delete"}),
        ({"status": "suspended"}, {"Change name or email", "Change groups", "Change role", "Lift the suspension", "Delete"}),
        ({"status": "deleted"}, {"Change groups", "Restore the account"}),
        (
            {"email_confirmed_at": None},
            {
                "Change name or email",
                "Change groups",
                "Change role",
                "Make a one-time link",
                "Suspend",
                "Delete",
                "Confirm the address",
            },
        ),
    ],
)
def test_each_state_offers_what_can_be_done_in_it(browser: Browser, state: dict[str, str], offered: set[str]) -> None:
    sign_in(browser, make_user("owner"))
    assert buttons(browser, make_user(**state)) == offered


@pytest.mark.parametrize("role", ["owner", "admin"])
def test_an_admin_is_offered_nothing_on_their_equals(browser: Browser, role: str) -> None:
    sign_in(browser, make_user("admin"))
    assert buttons(browser, make_user(role)) == set()
    assert browser.has("You can act only on people whose role is below yours.")


def test_an_owner_is_not_offered_to_end_themselves(browser: Browser) -> None:
    owner = make_user("owner")
    sign_in(browser, owner)
    assert buttons(browser, owner).isdisjoint({"Suspend", "Delete", "Change role"})


def test_an_auditor_sees_a_person_masked_and_no_button(browser: Browser) -> None:
    ada = make_user(name="Ada Lovelace", email="ada@example.org")
    does(make_user("owner"), "change", ada, version=1, name="Ada Byron")
    sign_in(browser, make_user("auditor", name="Otto"))
    assert buttons(browser, ada) == set()
    assert browser.heading == "A. B."
    for secret in ("Ada", "Lovelace", "Byron", "ada@"):
        assert secret not in browser.html


def test_what_happened_stands_on_the_page(browser: Browser) -> None:
    ada, owner = make_user(), make_user("owner", name="Olga")
    does(owner, "suspend", ada, reason="Broke the printer")
    sign_in(browser, owner).open(f"/admin/users/{ada.id}")
    assert browser.has("Broke the printer")
    assert browser.has("Suspended Reason: Broke the printer")


def test_nobody_has_a_page_at_an_unknown_number(browser: Browser) -> None:
    sign_in(browser, make_user("owner")).open("/admin/users/4711")
    assert browser.status == 404
