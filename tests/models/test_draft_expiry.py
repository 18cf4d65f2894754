"""A mail three days before a draft goes, and only one."""

from flask import Flask
from sqlalchemy import select

from tests.races.senders import make_draft
from tests.support.clock import Clock
from tests.support.forms import make_form, moved
from tests.support.make import make_user
from tests.support.stage import count, only, own_context, saving
from webapp.extensions import db
from webapp.models.draft import Draft
from webapp.models.draft_expiry import warn_of_expiry
from webapp.models.outbox import OutboxMail


def warned() -> int:
    with own_context():
        return warn_of_expiry(lambda draft_id: f"http://localhost/drafts/{draft_id}")


def test_its_person_is_told_three_days_before(app: Flask, clock: Clock) -> None:
    draft_id = make_draft(make_form(), make_user(email="ada@example.org"), {})
    clock.move(days=26)
    assert warned() == 0
    clock.move(days=1)
    assert warned() == 1
    mail = only(select(OutboxMail))
    assert (mail.recipient, mail.subject) == ("ada@example.org", "Summer course: your answers will be deleted soon")
    assert f"http://localhost/drafts/{draft_id}" in mail.body


def test_nobody_is_told_twice(app: Flask, clock: Clock) -> None:
    make_draft(make_form(), make_user(), {})
    clock.move(days=28)
    assert (warned(), warned()) == (1, 0)
    clock.move(days=1)
    assert warned() == 0


def test_who_went_on_and_stopped_again_is_told_again(app: Flask, clock: Clock) -> None:
    draft_id = make_draft(make_form(), make_user(), {})
    clock.move(days=28)
    warned()
    with saving():
        db.session.get_one(Draft, draft_id).expires_at = clock.now.replace(microsecond=0).replace(year=clock.now.year + 1)
    clock.move(days=363)
    assert warned() == 1


def test_a_draft_that_cannot_be_sent_any_more_is_no_news(app: Flask, clock: Clock) -> None:
    form = make_form()
    make_draft(form, make_user(), {})
    make_draft(make_form(title="Other"), make_user(status="suspended"), {})
    moved(form, "close")
    clock.move(days=28)
    assert warned() == 0
    assert count(OutboxMail) == 0
