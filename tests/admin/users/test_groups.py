"""The groups that a person is in, chosen on their page."""

from sqlalchemy import select

from tests.support.browser import Browser
from tests.support.make import make_group, make_user, sign_in
from tests.support.stage import count, found, only
from webapp.models.event import Event, EventDetail
from webapp.models.group import membership


def test_groups_are_added_and_taken_away_as_one_act(browser: Browser) -> None:
    ada = make_user()
    make_group("Old", ada)
    new = make_group("New")
    sign_in(browser, make_user("owner")).open(f"/admin/users/{ada.id}/groups")
    browser.fill({"Groups": ["New"]}).press("Save groups")
    assert found(select(membership.c.group_id)) == [new.id]
    content = only(select(EventDetail.content))
    assert (content["added"], content["removed"]) == (["New"], ["Old"])


def test_saving_the_same_groups_leaves_no_trace(browser: Browser) -> None:
    ada = make_user()
    make_group("Old", ada)
    sign_in(browser, make_user("owner")).open(f"/admin/users/{ada.id}/groups").press("Save groups")
    assert count(Event) == 0


def test_an_admin_chooses_no_groups_for_an_admin(browser: Browser) -> None:
    other = make_user("admin")
    assert sign_in(browser, make_user("admin")).open(f"/admin/users/{other.id}/groups").status == 403
