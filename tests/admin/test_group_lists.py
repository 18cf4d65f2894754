"""Members of a group by a pasted list: looked at, put in or taken out as one act, with those named who are not found."""

import pytest
from sqlalchemy import select

from tests.support.browser import Browser
from tests.support.make import make_group, make_user, sign_in
from tests.support.stage import count, found, only
from webapp.models.event import Event, EventDetail
from webapp.models.group import Group, membership

ADD, REMOVE = "Put them into the group", "Take them out of the group"


@pytest.fixture
def admin(browser: Browser) -> Browser:
    return sign_in(browser, make_user("admin", name="Grace"))


def look(admin: Browser, group: Group, act: str, *addresses: str) -> Browser:
    admin.open(f"/admin/groups/{group.id}").follow("Change members by a list")
    return admin.fill({"Addresses": "\n".join(addresses), "What to do": act}).press("Look at the list")


def test_a_list_is_put_in_as_one_act_and_names_who_is_not_found(admin: Browser) -> None:
    inside, *new = (make_user() for _number in range(4))
    group = make_group("Reviewers", inside)
    look(admin, group, ADD, *(one.email.upper() for one in (inside, *new)), "nobody@x.org")
    for said in ("3 people are put in", "1 person is in the group already", "nobody@x.org"):
        assert admin.has(said)
    assert len(found(select(membership.c.user_id))) == 1
    admin.press("Put them in")
    assert admin.has("3 people were put into the group. 1 address was not found.")
    assert sorted(found(select(membership.c.user_id))) == sorted(one.id for one in (inside, *new))
    assert (only(select(Event.action)), only(select(EventDetail.content))["members"]) == (
        "group.members_added",
        [one.id for one in new],
    )


def test_several_are_taken_out_as_one_act(admin: Browser) -> None:
    ada, bo, eve = (make_user() for _number in range(3))
    group = make_group("Reviewers", ada, bo, eve)
    look(admin, group, REMOVE, ada.email, bo.email).press("Take them out")
    assert admin.has("2 people were taken out of the group.")
    assert found(select(membership.c.user_id)) == [eve.id]
    assert found(select(Event.action)) == ["group.members_removed"]


def test_a_list_that_changes_nothing_leaves_no_trace(admin: Browser) -> None:
    ada = make_user()
    group = make_group("Reviewers", ada)
    assert look(admin, group, ADD, ada.email).has("Nobody would be put in.")
    assert count(Event) == 0


def test_what_others_did_meanwhile_is_not_done_twice(admin: Browser) -> None:
    ada = make_user()
    group = make_group("Reviewers")
    look(admin, group, ADD, ada.email)
    other = sign_in(Browser(admin.client.application), make_user("owner"))
    look(other, group, ADD, ada.email).press("Put them in")
    assert admin.press("Put them in").has("0 people were put into the group.")
    assert count(Event) == 1


def test_five_hundred_addresses_are_taken_and_no_more(admin: Browser) -> None:
    group, ada = make_group(), make_user(email="last@x.org")
    many = [f"n{number}@x.org" for number in range(499)]
    assert look(admin, group, ADD, *many, ada.email).has("499 addresses were not found:")
    assert admin.has("1 person is put in")
    look(admin, group, ADD, *many, ada.email, "one@too.many")
    assert (admin.status, admin.errors) == (422, ["Paste 500 addresses or fewer: these are 501."])


def test_whoever_was_deleted_is_not_found(admin: Browser) -> None:
    gone = make_user(status="deleted")
    assert look(admin, make_group(), ADD, gone.email).has("One address was not found:")
