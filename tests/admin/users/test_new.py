"""Create a person: no password is typed for them, the link is shown once, a role is on offer."""

from sqlalchemy import select

from tests.support.browser import Browser
from tests.support.clock import Clock
from tests.support.copying import shown_link
from tests.support.make import PASSWORD, make_group, make_user, sign_in
from tests.support.stage import count, found, only
from webapp.models.event import Event
from webapp.models.group import membership
from webapp.models.user import User

BOB = {"Name": "Bob Bauer", "Email": "bob@example.org"}


def bob() -> User:
    return only(select(User).where(User.email_key == "bob@example.org"))  # type: ignore[no-any-return]


def create(browser: Browser, **more: object) -> Browser:
    sign_in(browser, make_user("owner")).open("/admin/users/new")
    return browser.fill(BOB | more).press("Create person")


def test_a_new_person_chooses_their_password_by_the_link(browser: Browser) -> None:
    link = shown_link(create(browser))
    newcomer = Browser(browser.client.application).open(link)
    newcomer.fill({"New password": PASSWORD}).press("Set the password")
    newcomer.open("/login").fill({"Email": "bob@example.org", "Password": PASSWORD}).press("Log in")
    assert newcomer.path == "/"


def test_the_link_is_shown_once(browser: Browser) -> None:
    create(browser)
    path = browser.path
    assert browser.open(path).has("Make the link")
    assert "reset-password" not in browser.html


def test_nobody_can_log_in_before_choosing_a_password(browser: Browser) -> None:
    create(browser)
    assert bob().password_hash is None
    visitor = Browser(browser.client.application).open("/login")
    assert visitor.fill({"Email": "bob@example.org", "Password": PASSWORD}).press("Log in").status == 422


def test_a_new_person_is_one_event(browser: Browser) -> None:
    create(browser)
    assert found(select(Event.action)) == ["user.created"]


def test_a_taken_address_is_said_on_its_field(browser: Browser) -> None:
    make_user(email="BOB@example.org")
    create(browser)
    assert browser.status == 422
    assert browser.errors == ["Another person already uses that email address. Enter a different one."]
    assert browser.value("Name") == "Bob Bauer"


def test_wrong_shapes_are_told_how_to_mend(browser: Browser) -> None:
    sign_in(browser, make_user("owner")).open("/admin/users/new").fill({"Email": "bob"}).press("Create person")
    assert browser.errors == ["Enter a name.", "Enter an email address in the correct format, like name@example.com."]


def test_groups_are_chosen_with_the_person(browser: Browser) -> None:
    group = make_group("Reviewers")
    create(browser, Groups=["Reviewers"])
    assert found(select(membership.c.group_id)) == [group.id]


def test_a_role_is_offered_and_not_given(browser: Browser) -> None:
    sign_in(browser, make_user("owner")).open("/admin/users/new")
    browser.fill(BOB | {"Role": "Staff"}).press("Create person")
    assert (bob().role, bob().granted_role) == ("member", "staff")


def test_offering_a_role_asks_for_a_confirmation_and_loses_nothing(clock: Clock, browser: Browser) -> None:
    sign_in(browser, make_user("owner"))
    clock.move(minutes=11)
    browser.open("/admin/users/new").fill(BOB | {"Role": "Staff"}).press("Create person")
    assert (browser.path, count(User)) == ("/account/confirm", 1)
    browser.fill({"Password": PASSWORD}).press("Confirm").press("Continue")
    assert (bob().name, bob().granted_role) == ("Bob Bauer", "staff")


def test_an_admin_cannot_offer_a_role_of_their_own_rank(browser: Browser) -> None:
    sign_in(browser, make_user("admin")).open("/admin/users/new")
    token = browser.value("Name") is not None and browser.page.root.find(".//input[@name='csrf_token']").get("value")
    answer = browser.send(
        "POST", "/admin/users/new", {"name": "X", "email": "x@example.org", "role": "admin", "csrf_token": token}
    )
    assert answer.status_code == 422
    assert count(User) == 1
