"""What the inbox shows: the forms that one reviews, by status, page by page."""

import pytest
from flask import Flask
from sqlalchemy import delete, select, update

from tests.inbox.stage import NAME, make_reviewed_form, send, staff
from tests.support.browser import Browser
from tests.support.forms import make_form
from tests.support.make import make_group, make_user, sign_in
from tests.support.stage import found, only, saving
from webapp.models.group import Group, membership
from webapp.models.submission import Submission


def references(browser: Browser) -> list[str]:
    return [one.text for one in browser.page.every("a") if (one.get("href") or "").startswith("/inbox/") and one.text]


def test_staff_see_what_came_in_newest_first(app: Flask) -> None:
    make_form(NAME)
    first, second = send(app), send(app, name="Bob")
    inbox = staff(app).open("/inbox")
    assert references(inbox) == [second, first]
    assert inbox.has("Bob Sender")


def test_the_list_is_narrowed_by_form_and_by_status(app: Flask) -> None:
    course, boats = make_form(NAME, title="Summer course"), make_form(NAME, title="Boats")
    mine, other = send(app), send(app, "boats")
    with saving() as session:
        session.execute(update(Submission).where(Submission.form_id == boats.id).values(status="accepted"))
    inbox = staff(app)
    assert references(inbox.open("/inbox")) == [mine]
    assert references(inbox.open("/inbox?status=all")) == [other, mine]
    assert references(inbox.open(f"/inbox?form={boats.id}&status=accepted")) == [other]
    assert references(inbox.open(f"/inbox?form={course.id}&status=accepted")) == []


def test_chips_lead_from_form_to_form_and_from_status_to_status(app: Flask) -> None:
    make_form(NAME, title="Summer course")
    make_form(NAME, title="Boats")
    send(app), send(app, "boats")
    inbox = staff(app).open("/inbox").follow("Boats").follow("Received")
    assert len(references(inbox)) == 1
    assert inbox.follow("Accepted").has("No submissions here")


@pytest.mark.parametrize(
    "query", ["form=x", "form=-1", "form=9999", "form=" + "9" * 5000, "status=x", "form=1&status=x", "page=x"]
)
def test_what_an_address_asks_for_and_is_not_there_falls_back(app: Flask, query: str) -> None:
    make_form(NAME)
    reference = send(app)
    assert references(staff(app).open(f"/inbox?{query}")) == [reference]


def test_long_lists_have_pages(app: Flask) -> None:
    make_form(NAME)
    send(app)
    copy_submissions(52)
    inbox = staff(app).open("/inbox")
    newest = references(inbox)
    inbox.follow("Next")
    older = references(inbox)
    assert (len(newest), len(older)) == (50, 3)
    assert not {*newest} & {*older}
    assert references(inbox.follow("Previous")) == newest


def copy_submissions(number: int) -> None:
    """The one that was sent, `number` times more, under references that only a test would make up."""
    first = only(select(Submission))
    kept = {column.key: getattr(first, column.key) for column in Submission.__table__.columns}
    numbers = range(number)
    own = [{"id": None, "reference": f"T{one:08}", "idem_key": first.idem_key.__class__(int=one + 1)} for one in numbers]
    with saving() as session:
        session.add_all(Submission(**{**kept, **values}) for values in own)


def test_only_reviewers_of_a_form_see_it(app: Flask) -> None:
    """ASVS 8.2.2."""
    reviewer, other = make_user("staff"), make_user("staff")
    make_reviewed_form("Summer course", reviewer)
    reference = send(app)
    assert references(sign_in(Browser(app), reviewer).open("/inbox")) == [reference]
    outside = sign_in(Browser(app), other)
    assert references(outside.open("/inbox")) == []
    assert outside.open(f"/inbox/{reference}").status == 404


@pytest.mark.parametrize("role", ["auditor", "admin", "owner"])
def test_who_may_read_all_submissions_sees_every_form(app: Flask, role: str) -> None:
    make_reviewed_form("Summer course")
    reference = send(app)
    assert references(staff(app, role).open("/inbox")) == [reference]


def test_a_form_whose_reviewers_are_gone_is_not_open_to_all_staff(app: Flask) -> None:
    make_reviewed_form("Summer course")
    reference = send(app)
    gone = only(select(Group.id))
    browser = sign_in(Browser(app), make_user("owner"))
    browser.open(f"/admin/groups/{gone}/delete").press("Delete the group Desk")
    assert found(select(Group)) == []
    outside = staff(app)
    assert references(outside.open("/inbox")) == []
    assert outside.open(f"/inbox/{reference}").status == 404


def test_who_leaves_the_group_sees_nothing_at_the_next_request(app: Flask) -> None:
    """ASVS 8.3.2."""
    reviewer = make_user("staff")
    make_reviewed_form("Summer course", reviewer)
    reference = send(app)
    inbox = sign_in(Browser(app), reviewer)
    assert inbox.open(f"/inbox/{reference}").status == 200
    with saving() as session:
        session.execute(delete(membership))
    assert inbox.open(f"/inbox/{reference}").status == 404


def test_a_hidden_submission_and_a_missing_one_answer_the_same(app: Flask) -> None:
    make_group("Nobody")
    make_reviewed_form("Summer course")
    reference = send(app)
    outside = staff(app)
    hidden, missing = outside.send("GET", f"/inbox/{reference}"), outside.send("GET", "/inbox/AA2A-A2AA-A")
    assert hidden.status_code == missing.status_code == 404
    assert len(hidden.data) == len(missing.data)


def test_members_have_no_inbox(app: Flask) -> None:
    assert staff(app, "member").open("/inbox").status == 403


def test_an_empty_inbox_says_what_will_be_there(app: Flask) -> None:
    assert staff(app).open("/inbox").has("No forms to review")
    make_form(NAME)
    assert staff(app).open("/inbox").has("Nothing to do")
