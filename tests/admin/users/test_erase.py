"""Erase a deleted person at once: what becomes of it counted first, their address typed, and no way back."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import event, select

from tests.support.acting import does, person
from tests.support.browser import Browser
from tests.support.clock import Clock
from tests.support.make import make_group, make_user, sign_in
from tests.support.stage import only, own_context, saving
from webapp.extensions import db
from webapp.models.erasure_preview import preview_of
from webapp.models.leaving import leave
from webapp.models.permissions import Refused
from webapp.models.user import User

TYPED = "Type their email address to confirm"


def status_of(user: User) -> str:
    return str(only(select(User.status).where(User.id == user.id)))


def test_the_page_counts_asks_for_the_address_and_erases(browser: Browser) -> None:
    ada = make_user(name="Ada Lovelace", status="deleted")
    make_group("Reviewers", ada)
    page = sign_in(browser, make_user("admin")).open(f"/admin/users/{ada.id}").follow("Erase now")
    assert page.has("Group memberships1Deleted")
    assert page.press("Erase Ada Lovelace").status == 422
    assert (page.fill({TYPED: "bob@example.org"}).press("Erase Ada Lovelace").status, status_of(ada)) == (422, "deleted")
    page.fill({TYPED: ada.email}).press("Erase Ada Lovelace")
    assert (page.heading, status_of(ada)) == ("Deleted user", "erased")


def test_it_is_confirmed_first(browser: Browser, clock: Clock) -> None:
    ada = make_user(status="deleted")
    sign_in(browser, make_user("owner"), at=clock.now - timedelta(minutes=11)).open(f"/admin/users/{ada.id}/erase")
    assert browser.heading == "Confirm it's you"


@pytest.mark.parametrize("status", ["active", "suspended"])
def test_only_what_is_deleted_is_erased(browser: Browser, status: str) -> None:
    ada = make_user(status=status)
    assert sign_in(browser, make_user("owner")).open(f"/admin/users/{ada.id}/erase").status == 403
    with pytest.raises(Refused):
        does(make_user("owner"), "erase", ada, is_early=True)


def test_who_can_still_keep_their_account_is_not_erased_early(browser: Browser) -> None:
    ada = make_user()
    with saving():
        leave(person(ada))
    assert sign_in(browser, make_user("owner")).open(f"/admin/users/{ada.id}/erase").status == 403
    with pytest.raises(Refused, match="deleted their account themselves"):
        does(make_user("owner"), "erase", ada, is_early=True)


def test_nobody_erases_their_equals(app: Flask) -> None:
    other = make_user("admin", status="deleted")
    with pytest.raises(Refused):
        does(make_user("admin"), "erase", other, is_early=True)


def test_everything_is_counted_with_one_statement(app: Flask) -> None:
    ada, asked = make_user(), []
    with own_context():
        count = lambda *given: asked.append(given[2])  # noqa: E731
        event.listen(db.engine, "before_cursor_execute", count)
        lines = preview_of(ada.id)
        event.remove(db.engine, "before_cursor_execute", count)
    assert ([line.number for line in lines], len(asked)) == ([1], 1)
