"""Notes on people: written among staff, changed by their authors, never read by whom they are about."""

import pytest
from sqlalchemy import select

from tests.support.acting import person
from tests.support.browser import Browser
from tests.support.forms import make_form
from tests.support.make import make_group, make_user, sign_in
from tests.support.stage import count, found, only, own_context, saving
from webapp.extensions import db
from webapp.models.event import Event, EventDetail
from webapp.models.note import Note
from webapp.models.own_data import parts_of
from webapp.models.permissions import Refused
from webapp.models.person import Person
from webapp.models.submission import Submission
from webapp.models.tidying import tidy
from webapp.models.user import User

WORDS = "Called twice, prefers the morning."


def note_on(user: User, author: User) -> Note:
    with saving():
        return Note.write(db.session.get_one(User, user.id), by=person(author), text=WORDS)


def test_a_note_is_written_changed_and_deleted(browser: Browser) -> None:
    ada = make_user()
    sign_in(browser, make_user("admin", name="Grace")).open(f"/admin/users/{ada.id}").follow("Write a note")
    browser.fill({"Note": WORDS}).press("Save note")
    assert browser.has(WORDS)
    note = only(select(Note))
    browser.open(f"/admin/users/{ada.id}/notes/{note.id}/edit").fill({"Note": "Moved."}).press("Save note")
    assert browser.has("Moved.")
    assert browser.has(", changed ")
    browser.open(f"/admin/users/{ada.id}/notes/{note.id}/delete").press("Delete this note")
    assert count(Note) == 0
    assert found(select(Event.action).order_by(Event.id)) == ["user.note_written", "user.note_changed", "user.note_deleted"]
    assert WORDS not in str(found(select(EventDetail.content)))


def test_whom_it_is_about_learns_nothing_of_it(browser: Browser) -> None:
    ada = make_user()
    note_on(ada, make_user("owner"))
    sign_in(browser, ada).open("/account/activity")
    assert not browser.has("note")
    with own_context():
        told = {name: list(read()) for name, read in parts_of(ada.id, "en").items()}
    assert told["activity"] == []
    assert WORDS not in str(told)


@pytest.mark.parametrize(("reader", "about"), [("admin", "admin"), ("staff", "admin"), ("auditor", "member")])
def test_nobody_reads_notes_on_their_equals(browser: Browser, reader: str, about: str) -> None:
    ada = make_user(about)
    note_on(ada, make_user("owner"))
    assert sign_in(browser, make_user(reader)).open(f"/admin/users/{ada.id}/notes").status in {403, 404}
    with pytest.raises(Refused):
        note_on(ada, make_user(reader))


def test_staff_read_notes_on_those_whose_submissions_they_review(browser: Browser) -> None:
    reviewer, other, ada = make_user("staff"), make_user("staff"), make_user()
    make_group("Desk", reviewer)
    form = make_form(reviewers=["Desk"])
    member = sign_in(Browser(browser.client.application), ada).open(f"/forms/{form.slug}").press("Start now")
    member.fill({"Name": "Answer"}).press("Continue").press("Send")
    address = f"/admin/users/{ada.id}/notes"
    assert sign_in(browser, reviewer).open(f"/inbox/{only(select(Submission))}").follow("Notes on this person").path == address
    assert browser.fill({"Note": WORDS}).press("Save note").has(WORDS)
    assert sign_in(browser, other).open(address).status == 404


def test_a_note_is_its_author_s_to_change(browser: Browser) -> None:
    ada = make_user()
    note = note_on(ada, make_user("staff"))
    assert sign_in(browser, make_user("owner")).open(f"/admin/users/{ada.id}/notes/{note.id}/edit").status == 403
    other, colleague = make_user(), person(make_user("staff"))
    assert browser.open(f"/admin/users/{other.id}/notes/{note.id}/delete").status == 404
    with pytest.raises(Refused, match="Only who wrote"), saving():
        db.session.get_one(Note, note.id).delete(by=colleague)


def test_what_was_changed_in_another_window_is_shown_beside(browser: Browser) -> None:
    ada, owner = make_user(), make_user("owner")
    address = f"/admin/users/{ada.id}/notes/{note_on(ada, owner).id}/edit"
    sign_in(browser, owner).open(address).fill({"Note": "Mine"})
    sign_in(Browser(browser.client.application), owner).open(address).fill({"Note": "Theirs"}).press("Save note")
    assert browser.press("Save note").status == 409
    assert browser.has("Theirs")
    browser.press("Save mine")
    assert only(select(Note.text)) == "Mine"


def test_an_empty_note_is_none(browser: Browser) -> None:
    sign_in(browser, make_user("owner")).open(f"/admin/users/{make_user().id}/notes").press("Save note")
    assert browser.errors == ["Write the note."]


def test_notes_go_with_the_account_and_stay_without_their_author(browser: Browser) -> None:
    leaver, author, other = make_user(), make_user("staff", name="Zoe"), make_user()
    note_on(leaver, author)
    kept = note_on(other, author)
    for user in (leaver, author):
        with saving():
            gone = db.session.get_one(User, user.id)
            gone.delete(by=Person.command_line())
            gone.deleted_at = gone.created_at.replace(year=2020)
    with own_context():
        dict(tidy())
    assert found(select(Note.id)) == [kept.id]
    assert sign_in(browser, make_user("owner")).open(f"/admin/users/{other.id}/notes").has("Deleted user,")
