"""What the pages of an act upon many say: what exactly is to be done, and a button that warns only where somebody is harmed."""

import pytest
from sqlalchemy import delete

from tests.admin.users.test_bulk import choose
from tests.support.browser import Browser
from tests.support.jobs import work
from tests.support.make import make_group, make_user, sign_in
from tests.support.page import words
from tests.support.stage import saving
from webapp.models.group import Group


@pytest.fixture
def admin(browser: Browser) -> Browser:
    return sign_in(browser, make_user("admin", name="Olga", timezone="Europe/Vienna"))


def facts(browser: Browser) -> dict[str, str]:
    """The list of facts, by its keys."""
    keys, values = ([words(one) for one in browser.page.every(tag)] for tag in ("dt", "dd"))
    return dict(zip(keys, values, strict=True))


def kind_of(browser: Browser, tag: str, text: str) -> str:
    return next(one.get("class", "") for one in browser.page.every(tag) if words(one) == text)


def test_a_suspension_says_why_until_when_and_whether_they_are_told(admin: Browser) -> None:
    make_user(name="Ada")
    choose(admin, **{"Suspended until": "2099-12-24", "Tell them the reason": True})
    said = {"Reason": "Left the club", "Suspended until": "24 December 2099", "Tell them the reason": "Yes"}
    assert facts(admin) == said
    admin.press("Suspend: 1 person")
    assert facts(admin).items() >= said.items()
    work()
    assert facts(admin.open(admin.path)) == said


def test_one_without_an_end_says_so(admin: Browser) -> None:
    make_user(name="Ada")
    said = facts(choose(admin))
    assert (said["Suspended until"], said["Tell them the reason"]) == ("Until somebody lifts it", "No")


def test_a_group_is_named_and_one_that_went_is_said_to_be_gone(admin: Browser) -> None:
    make_user(name="Ada")
    make_group("Press")
    assert facts(choose(admin, "Add to a group", Group="Press")) == {"Group": "Press"}
    admin.press("Add to a group: 1 person")
    with saving() as session:
        session.execute(delete(Group))
    work()
    assert facts(admin.open(admin.path)) == {"Group": "The group is not there any more."}


@pytest.mark.parametrize("act", ["Log out everywhere", "Delete"])
def test_what_harms_warns_and_has_nothing_more_to_say(admin: Browser, act: str) -> None:
    make_user(name="Ada")
    choose(admin, act)
    assert kind_of(admin, "button", f"{act}: 1 person") == "button danger"
    assert "consequences calm" not in admin.html
    assert facts(admin) == {}


@pytest.mark.parametrize("act", ["Add to a group", "Lift the suspension"])
def test_what_harms_nobody_does_not_warn(admin: Browser, act: str) -> None:
    make_user(name="Ada", status="suspended", suspended_reason="Rude")
    make_group("Press")
    choose(admin, act, Group="Press")
    assert kind_of(admin, "button", f"{act}: 1 person") == "button primary"
    assert "consequences calm" in admin.html
