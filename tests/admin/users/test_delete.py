"""Delete a person with their address typed, and restore them within 30 days."""

from sqlalchemy import select

from tests.support.browser import Browser
from tests.support.clock import Clock
from tests.support.make import PASSWORD, make_group, make_user, sign_in
from tests.support.stage import count, only
from webapp.models.event import Event
from webapp.models.user import User


def status_of(user: User) -> str:
    return str(only(select(User.status).where(User.id == user.id)))


def deleting(browser: Browser, ada: User) -> Browser:
    return sign_in(browser, make_user("owner")).open(f"/admin/users/{ada.id}/delete")


def test_the_page_counts_what_hangs_on_the_account(browser: Browser) -> None:
    ada = make_user()
    make_group("Reviewers", ada)
    sign_in(Browser(browser.client.application), ada)
    deleting(browser, ada)
    for line in ("Group memberships1Deleted", "Log-ins1Deleted", "everything else of the account1Blanked"):
        assert browser.has(line)


def test_opening_the_page_deletes_nobody(browser: Browser) -> None:
    ada = make_user()
    deleting(browser, ada)
    assert (status_of(ada), count(Event)) == ("active", 0)


def test_another_address_deletes_nobody(browser: Browser) -> None:
    ada = make_user(email="ada@example.org")
    deleting(browser, ada).fill({"Type their email address to confirm": "bob@example.org"}).press(f"Delete {ada.name}")
    assert (browser.status, status_of(ada)) == (422, "active")
    assert browser.errors == ["That is not their address. Enter ada@example.org"]


def test_a_deleted_person_is_out_and_cannot_log_in(browser: Browser) -> None:
    ada = make_user()
    theirs = sign_in(Browser(browser.client.application), ada)
    deleting(browser, ada).fill({"Type their email address to confirm": ada.email.upper()}).press(f"Delete {ada.name}")
    assert theirs.open("/account").path == "/login"
    theirs.fill({"Email": ada.email, "Password": PASSWORD}).press("Log in")
    assert theirs.has("Email or password is incorrect.")


def test_a_deleted_person_can_be_restored(browser: Browser) -> None:
    ada = make_user(status="deleted")
    sign_in(browser, make_user("owner")).open(f"/admin/users/{ada.id}").press("Restore the account")
    assert status_of(ada) == "active"


def test_after_thirty_days_restoring_is_not_offered(clock: Clock, browser: Browser) -> None:
    ada = make_user(status="deleted")
    clock.move(days=31)
    sign_in(browser, make_user("owner")).open(f"/admin/users/{ada.id}")
    assert "Restore the account" not in browser.html


def test_the_last_owner_stays(browser: Browser) -> None:
    owner = make_user("owner")
    assert sign_in(browser, owner).open(f"/admin/users/{owner.id}/delete").status == 403
