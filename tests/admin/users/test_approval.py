"""People who wait for approval: let in or turned away, told by mail and when they try to log in."""

from sqlalchemy import select

from tests.support.browser import Browser
from tests.support.clock import Clock
from tests.support.make import PASSWORD, make_user, sign_in
from tests.support.post import mails, subjects
from tests.support.stage import count, found, only
from webapp.models.event import Event
from webapp.models.user import User


def waiting(**values: object) -> User:
    return make_user(status="pending", **values)


def log_in(browser: Browser, user: User) -> Browser:
    theirs = Browser(browser.client.application).open("/login")
    return theirs.fill({"Email": user.email, "Password": PASSWORD}).press("Log in")


def queue(browser: Browser) -> Browser:
    return sign_in(browser, make_user("admin")).open("/admin/users/waiting")


def test_the_queue_has_who_waits_longest_first(browser: Browser) -> None:
    waiting(name="First Comer"), waiting(name="Second Comer", email_confirmed_at=None), make_user(name="Not Waiting")
    text = queue(browser).text
    assert text.index("First Comer") < text.index("Second Comer") < text.index("Not confirmed")
    assert "Not Waiting" not in text
    assert browser.has("2 people wait.")


def test_an_empty_queue_says_so(browser: Browser) -> None:
    assert queue(browser).has("Nobody is waiting")


def test_whoever_is_approved_can_log_in_and_is_told(browser: Browser) -> None:
    ada = waiting(name="Ada")
    queue(browser).press("Approve", within="Ada")
    assert log_in(browser, ada).path == "/"
    assert subjects(ada.email)[0] == "Your account was approved"
    assert "signup_approved" in found(select(Event.action))


def test_whoever_waits_is_told_so_when_they_log_in(browser: Browser) -> None:
    assert log_in(browser, waiting()).has("waiting for approval")


def reject(browser: Browser, name: str, reason: str = "") -> Browser:
    return (
        queue(browser)
        .follow(f"Reject {name}" if browser.has(f"Reject {name}") else "Reject")
        .fill({"Reason": reason})
        .press(f"Reject {name}")
    )


def test_whoever_is_rejected_reads_the_reason(browser: Browser) -> None:
    ada = waiting(name="Ada")
    reject(browser, "Ada", "You are not of this town.")
    theirs = log_in(browser, ada)
    assert (theirs.status, theirs.has("not of this town.")) == (422, True)
    assert "Reason: You are not of this town." in mails(ada.email)[0].body
    assert "signup_rejected" in found(select(Event.action))


def test_a_reason_is_not_needed(browser: Browser) -> None:
    ada = waiting(name="Ada")
    reject(browser, "Ada")
    assert "Reason" not in mails(ada.email)[0].body
    assert log_in(browser, ada).has("decided not to give you an account.")


def test_whoever_is_restored_waits_again(browser: Browser) -> None:
    ada = waiting(name="Ada")
    reject(browser, "Ada", "A mistake")
    browser.open(f"/admin/users/{ada.id}").press("Restore the account")
    restored = only(select(User).where(User.id == ada.id))
    assert (restored.status, restored.rejected_reason) == ("pending", None)


def test_opening_the_page_rejects_nobody(browser: Browser) -> None:
    ada = waiting()
    queue(browser).open(f"/admin/users/{ada.id}/reject")
    assert (count(Event), only(select(User.status).where(User.id == ada.id))) == (0, "pending")


def test_who_is_not_waiting_is_neither_approved_nor_rejected(browser: Browser) -> None:
    ada = waiting(name="Ada")
    queue(browser)
    sign_in(Browser(browser.client.application), make_user("admin")).open("/admin/users/waiting").press("Approve")
    assert browser.press("Approve").has("Ada was not waiting any more.")
    assert count(Event) == 1
    assert mails(ada.email)[1:] == []


def test_the_overview_counts_them(browser: Browser, clock: Clock) -> None:
    waiting()
    sign_in(browser, make_user("admin")).open("/admin").follow("waiting for approval")
    assert browser.heading == "Waiting for approval"
