"""Give a role: after a confirmation, below one's own, and accepted by its person."""

from sqlalchemy import select

from tests.support.browser import Browser
from tests.support.clock import Clock
from tests.support.make import PASSWORD, make_user, sign_in
from tests.support.stage import only
from webapp.models.user import User


def roles(user: User) -> tuple[str, str | None]:
    now = only(select(User).where(User.id == user.id))
    return now.role, now.granted_role


def test_a_role_is_offered_and_accepted_at_the_next_log_in(browser: Browser) -> None:
    ada = make_user()
    sign_in(browser, make_user("owner")).open(f"/admin/users/{ada.id}/grant-role")
    browser.fill({"Role": "Staff"}).press("Save role")
    theirs = Browser(browser.client.application).open("/login")
    theirs.fill({"Email": ada.email, "Password": PASSWORD}).press("Log in")
    assert theirs.path == "/account/role"
    assert roles(ada) == ("member", "staff")


def test_a_lower_role_holds_at_once(browser: Browser) -> None:
    bob = make_user("staff")
    theirs = sign_in(Browser(browser.client.application), bob)
    sign_in(browser, make_user("owner")).open(f"/admin/users/{bob.id}/grant-role")
    browser.fill({"Role": "Member"}).press("Save role")
    assert roles(bob) == ("member", None)
    assert theirs.open("/admin").status == 403


def test_giving_a_role_wants_a_confirmation(clock: Clock, browser: Browser) -> None:
    ada = make_user()
    sign_in(browser, make_user("owner"))
    clock.move(minutes=11)
    assert browser.open(f"/admin/users/{ada.id}/grant-role").path == "/account/confirm"
    browser.fill({"Password": PASSWORD}).press("Confirm")
    assert browser.path == f"/admin/users/{ada.id}/grant-role"


def test_an_admin_is_offered_roles_below_their_own(browser: Browser) -> None:
    sign_in(browser, make_user("admin")).open(f"/admin/users/{make_user().id}/grant-role")
    values = {one.get("value") for one in browser.page.every("input") if one.get("type") == "radio"}
    assert values == {"member", "auditor", "staff"}


def test_an_admin_changes_no_owners_role(browser: Browser) -> None:
    owner = make_user("owner")
    assert sign_in(browser, make_user("admin")).open(f"/admin/users/{owner.id}/grant-role").status == 403


def test_each_offer_of_admin_wants_a_confirmation_of_its_own(browser: Browser) -> None:
    ada, bob = make_user(), make_user()
    sign_in(browser, make_user("owner")).open(f"/admin/users/{ada.id}/grant-role")
    browser.fill({"Role": "Admin"}).press("Save role")
    assert roles(ada) == ("member", "admin")
    assert browser.open(f"/admin/users/{bob.id}/grant-role").path == "/account/confirm"
