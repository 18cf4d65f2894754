"""What a member takes along of what they sent: a signed receipt and a copy as JSON."""

import json

from flask import Flask
from sqlalchemy import select

from tests.forms.test_submissions import send
from tests.support.browser import Browser
from tests.support.make import make_user, sign_in
from tests.support.stage import only
from webapp.models.outbox import OutboxMail
from webapp.models.submission import Submission


def fetched(browser: Browser, ending: str) -> dict[str, object]:
    answer = browser.send("GET", f"/submissions/{only(select(Submission))}{ending}")
    assert answer.status_code == 200
    return dict(json.loads(answer.get_data(as_text=True)))


def test_a_receipt_names_what_was_received(browser: Browser) -> None:
    told, submission = fetched(send(browser), "/receipt"), only(select(Submission))
    assert (told["reference"], told["answers_sha256"]) == (submission.reference, submission.answers_sha256)
    assert (told["form"], told["form_version"], told["revision"]) == ("Summer course", 1, 1)


def test_a_copy_holds_the_answers(browser: Browser) -> None:
    told = fetched(send(browser), ".json")
    assert told["answers"] == [{"question": "Your name", "answer": "Ada", "stored": "Ada"}]
    assert told["reference"] == str(only(select(Submission)))


def test_both_are_there_for_their_member_alone(app: Flask, browser: Browser) -> None:
    send(browser)
    other = sign_in(Browser(app), make_user("owner"))
    for ending in ("/receipt", ".json"):
        assert other.send("GET", f"/submissions/{only(select(Submission))}{ending}").status_code == 404


def test_the_confirmation_links_them(browser: Browser) -> None:
    html = send(browser).html
    assert f"/submissions/{only(select(Submission))}/receipt" in html
    assert f"/submissions/{only(select(Submission))}.json" in html


def test_the_mail_repeats_the_answers_where_the_form_says_so(browser: Browser) -> None:
    send(browser, receipt_answers=True)
    assert "Your name: Ada" in only(select(OutboxMail)).body


def test_and_never_for_a_confidential_form(browser: Browser) -> None:
    send(browser, receipt_answers=True, confidential=True)
    assert "Your name: Ada" not in only(select(OutboxMail)).body


def test_another_one_is_offered_where_the_form_takes_it(browser: Browser) -> None:
    assert send(browser).follow("Send another").path == "/forms/summer-course"


def test_and_not_where_it_takes_one_a_person(browser: Browser) -> None:
    assert "Send another" not in send(browser, once=True).html
