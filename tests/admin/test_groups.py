"""Groups: a plain list, who is in them, and what a deletion would do to forms."""

import pytest
from sqlalchemy import select

from tests.support.browser import Browser
from tests.support.make import make_group, make_user, sign_in
from tests.support.stage import count, found, saving
from webapp.models.event import Event
from webapp.models.form import Form
from webapp.models.form_draft import FormDraft
from webapp.models.group import Group, membership

ACTIONS = select(Event.action).order_by(Event.id)


@pytest.fixture
def admin(browser: Browser) -> Browser:
    return sign_in(browser, make_user("admin"))


def make_draft_for(group: str) -> None:
    with saving() as session:
        form = Form(slug="leave", title="Ask for leave")
        session.add(form)
        session.flush()
        session.add(FormDraft(form_id=form.id, definition={"settings": {"audience": [group]}}))


def test_a_group_is_created_renamed_and_deleted(admin: Browser) -> None:
    admin.open("/admin/groups").follow("Create a group").fill({"Name": "Reviewers"}).press("Create group")
    assert admin.heading == "Reviewers"
    admin.follow("Rename").fill({"Name": "Readers"}).press("Save group")
    assert admin.heading == "Readers"
    admin.follow("Delete").press("Delete the group Readers")
    assert count(Group) == 0
    assert found(ACTIONS) == ["group.created", "group.changed", "group.deleted"]


def test_a_group_asks_its_members_for_a_second_step(admin: Browser) -> None:
    group = make_group("Finance")
    admin.open(f"/admin/groups/{group.id}/edit").fill({"Members need a second step to log in": True}).press("Save group")
    assert admin.has("Members need a second step to log in.")
    assert found(select(Group.needs_second_factor)) == [True]


def test_a_taken_name_is_said_on_its_field(admin: Browser) -> None:
    make_group("Réviewers")
    admin.open("/admin/groups/new").fill({"Name": "reviewers"}).press("Create group")
    assert admin.errors == ["Another group already has that name. Enter a different one."]


def test_who_saves_second_sees_both(admin: Browser) -> None:
    group = make_group("Before")
    admin.open(f"/admin/groups/{group.id}/edit").fill({"Name": "Mine"})
    other = sign_in(Browser(admin.client.application), make_user("owner")).open(f"/admin/groups/{group.id}/edit")
    other.fill({"Name": "Theirs"}).press("Save group")
    admin.press("Save group")
    assert admin.status == 409
    assert admin.has("Theirs")
    assert admin.press("Save mine").heading == "Mine"


def test_somebody_is_put_in_by_address_and_taken_out(admin: Browser) -> None:
    group, ada = make_group(), make_user(email="ada@example.org")
    admin.open(f"/admin/groups/{group.id}").fill({"Email address of the person": "Ada@Example.org"}).press("Add to group")
    assert found(select(membership.c.user_id)) == [ada.id]
    admin.press(f"Remove {ada.name}")
    assert found(select(membership.c.user_id)) == []


def test_an_unknown_address_is_said_on_its_field(admin: Browser) -> None:
    group = make_group()
    admin.open(f"/admin/groups/{group.id}").fill({"Email address of the person": "x@example.org"}).press("Add to group")
    assert admin.errors == ["Nobody here has that address. Check it, or create the person first."]


def test_deleting_shows_which_forms_name_the_group(admin: Browser) -> None:
    group = make_group("Teachers")
    make_draft_for("teachers")
    admin.open(f"/admin/groups/{group.id}/delete")
    assert admin.has("Ask for leave")
    assert count(Group) == 1


def test_deleting_a_group_keeps_its_people(admin: Browser) -> None:
    ada = make_user()
    group = make_group("Reviewers", ada)
    admin.open(f"/admin/groups/{group.id}/delete").press("Delete the group Reviewers")
    assert found(select(membership.c.user_id)) == []
    assert admin.open(f"/admin/users/{ada.id}").status == 200


def test_an_auditor_reads_masked_and_changes_nothing(browser: Browser) -> None:
    group = make_group("Reviewers", make_user(name="Zoe Zimmer", email="zoe@example.org"))
    sign_in(browser, make_user("auditor")).open(f"/admin/groups/{group.id}")
    assert browser.has("Z. Z.")
    assert "zoe@" not in browser.html
    assert browser.open(f"/admin/groups/{group.id}/delete").status == 403
