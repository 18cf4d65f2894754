"""A form's statuses: added, changed, ordered, deleted while nothing has them."""

from flask import Flask
from sqlalchemy import select, update

from tests.inbox.stage import send, staff
from tests.support.browser import Browser
from tests.support.building import builder, newest_form
from tests.support.forms import make_form, page, question
from tests.support.make import make_user, sign_in
from tests.support.page import words
from tests.support.stage import found, only, saving
from webapp.models.event import Event
from webapp.models.form_status import FormStatus

ORDER = select(FormStatus.key).order_by(FormStatus.position)


def one(key: str) -> FormStatus:
    return only(select(FormStatus).where(FormStatus.key == key))


def at(browser: Browser, address: str) -> Browser:
    return browser.open(f"/admin/forms/{newest_form().id}/statuses{address}")


def test_a_status_is_added_at_the_end(browser: Browser) -> None:
    builder(browser, "/statuses").follow("Add a status")
    browser.fill({"Name": "On hold", "Phase": "Working: somebody deals with it", "The member gets a mail": True})
    browser.press("Add the status")
    added = only(select(FormStatus).where(FormStatus.label == "On hold"))
    assert (added.phase, added.mails_member, added.locks_editing) == ("working", True, False)
    assert found(ORDER)[-1] == added.key
    assert browser.has("“On hold” was added.")


def test_a_status_is_renamed_and_keeps_its_key(browser: Browser) -> None:
    builder(browser, "/statuses/accepted").fill({"Name": "Place given"}).press("Save the status")
    assert one("accepted").label == "Place given"
    assert only(select(Event.action).where(Event.action == "form.status_changed"))


def test_saving_nothing_changes_nothing(browser: Browser) -> None:
    builder(browser, "/statuses/accepted").press("Save the status")
    assert one("accepted").version == 1
    assert found(select(Event).where(Event.action == "form.status_changed")) == []


def test_a_taken_name_and_none_are_refused(browser: Browser) -> None:
    builder(browser, "/statuses/accepted").fill({"Name": "refused"}).press("Save the status")
    assert browser.errors == ["Another status of this form has that name. Enter a different one."]
    browser.fill({"Name": " "}).press("Save the status")
    assert browser.errors == ["Enter a name, for example Accepted"]


def test_statuses_are_ordered_by_buttons(browser: Browser) -> None:
    builder(browser, "/statuses").press("Move down Received")
    assert found(ORDER)[:2] == ["in_progress", "received"]
    browser.press("Move up Received")
    assert found(ORDER)[:2] == ["received", "in_progress"]


def test_one_that_nothing_has_is_deleted(browser: Browser) -> None:
    builder(browser, "/statuses").follow("Delete In progress").press("Delete the status “In progress”")
    assert "in_progress" not in found(ORDER)


def test_one_that_is_used_stays(app: Flask) -> None:
    form = make_form(page(question("text", "Your name", "f_name"), uid="p_name"))
    send(app)
    with saving() as session:
        session.execute(update(FormStatus).where(FormStatus.key == "received").values(phase="working"))
    admin = staff(app, "admin").open(f"/admin/forms/{form.id}/statuses/received/delete")
    assert admin.has("1 submission has this status.")
    token = admin.open(f"/admin/forms/{form.id}/statuses").csrf_token
    answer = admin.send("POST", f"/admin/forms/{form.id}/statuses/received/delete", {"csrf_token": token})
    assert (answer.status_code, "received" in found(ORDER)) == (403, True)


def test_the_phases_that_the_portal_needs_stay(browser: Browser) -> None:
    builder(browser, "/statuses/waiting/delete").press("Delete the status “Waiting for you”")
    assert (browser.status, "waiting" in found(ORDER)) == (403, True)
    at(browser, "/withdrawn").fill({"Phase": "Done: it is settled, in their favour"}).press("Save the status")
    assert (browser.status, one("withdrawn").phase) == (403, "withdrawn")


def test_who_saves_second_sees_both(browser: Browser) -> None:
    builder(browser, "/statuses/accepted")
    other = at(sign_in(Browser(browser.client.application), make_user("owner")), "/accepted")
    browser.fill({"Name": "Place given"}).press("Save the status")
    other.fill({"Name": "You are in"}).press("Save the status")
    assert (other.status, other.has("Place given"), other.has("You are in")) == (409, True, True)
    other.press("Save mine")
    assert one("accepted").label == "You are in"


def test_words_of_ours_that_nobody_touched_stay_translated(browser: Browser) -> None:
    admin = make_user("admin", language="de")
    form = make_form()
    sign_in(browser, admin).open(f"/admin/forms/{form.id}/statuses/accepted")
    browser.press(words(list(browser.page.every("button"))[-1]))
    assert one("accepted").label == "Accepted"
