"""An act upon many once it is done: its result, and the way back, once and within a day."""

import pytest

from tests.admin.users.test_bulk import choose, undo
from tests.admin.users.test_bulk_pages import kind_of
from tests.support.browser import Browser
from tests.support.clock import Clock
from tests.support.jobs import work
from tests.support.make import make_user, sign_in
from tests.support.stage import count
from webapp.models.long_job import LongJob


@pytest.fixture
def admin(browser: Browser) -> Browser:
    return sign_in(browser, make_user("admin", name="Olga"))


def test_the_result_says_what_became_of_each(admin: Browser) -> None:
    make_user(name="Ada")
    choose(admin).press("Suspend: 1 person")
    work()
    lines = admin.open(f"{admin.path}/result.csv").text.splitlines()
    assert lines[1].endswith("Done")
    assert "Ada" in lines[1]


def test_undo_only_opens_a_question(admin: Browser) -> None:
    make_user(name="Ada")
    choose(admin).press("Suspend: 1 person")
    work()
    assert kind_of(admin.open(admin.path), "a", "Undo") == "button secondary"


def test_after_a_day_nothing_is_taken_back(admin: Browser, clock: Clock) -> None:
    make_user(name="Ada")
    choose(admin).press("Suspend: 1 person")
    work()
    path = admin.path
    admin.open(f"{path}/undo")
    clock.move(hours=24, seconds=1)
    sign_in(admin, make_user("admin")).open(f"{path}/undo")
    assert admin.has("This can be undone no more.")
    assert not admin.has("Undo")
    assert admin.send("POST", f"{path}/undo", {"csrf_token": admin.open(path).csrf_token}).status_code == 303
    assert count(LongJob) == 1


def test_it_is_taken_back_once(admin: Browser) -> None:
    make_user(name="Ada")
    choose(admin).press("Suspend: 1 person")
    work()
    path = admin.path
    undo(admin)
    assert admin.open(path).has("See how it was undone")
    assert not admin.has("Undo it")
    assert admin.open(f"{path}/undo").has("This can be undone no more.")
