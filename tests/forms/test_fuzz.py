"""Whatever is typed into whatever form, through its real pages: no page breaks, and what was sent is what is exported.

FUZZED_PAGES=200 runs as many visits to each of as many forms as the suite has; the engine alone is fuzzed in tests/models.
"""

import json
import os
from random import Random
from urllib.parse import urlencode

from flask import Flask
from sqlalchemy import select

from tests.support.browser import FIELDS, HOME, Browser
from tests.support.fuzz.definitions import thrown
from tests.support.fuzz.pages import Typist
from tests.support.make import make_user, sign_in
from tests.support.stage import found, own_context, saving
from webapp.models.definition import Definition
from webapp.models.form import Form
from webapp.models.person import Person
from webapp.models.submission import Submission
from webapp.models.submission_export import SubmissionTable, json_lines

VISITS = int(os.environ.get("FUZZED_PAGES", "4"))
FORMS, MOST_STEPS, ERRING = 3, 25, 6
ANSWERED = {200, 303, 400, 409, 413, 422}


def test_no_page_breaks_and_nothing_sent_changes(app: Flask) -> None:
    definitions = (thrown(Random(f"form {number}")) for number in range(100))
    for definition in [one for one in definitions if not one.has_files][:FORMS]:
        form = published(definition)
        for visit in range(VISITS):
            fill_in(sign_in(Browser(app), make_user()), form, definition, Random(f"{form.id} {visit}"))
        stored = found(select(Submission.answers).where(Submission.form_id == form.id).order_by(Submission.id))
        with own_context():
            exported = json.loads("".join(json_lines(SubmissionTable(form.id, "en"))))
        assert [one["answers"] for one in exported] == stored
        assert len(stored) >= VISITS / 2


def published(definition: Definition) -> Form:
    with saving():
        form = Form.create(by=Person.command_line(), definition=definition)
        form.publish(by=Person.command_line())
    return form


def fill_in(browser: Browser, form: Form, definition: Definition, dice: Random) -> None:
    """Page after page, until it is sent or they have had enough."""
    typist = Typist(dice, has_files=False)
    browser.open(f"/forms/{form.slug}").press("Start now")
    for step in range(MOST_STEPS):
        if browser.path.endswith("/check"):
            browser.press("Send")
        if "/submissions/" in browser.path:
            return
        post(browser, definition, typist, 0.2 if step < ERRING else 0.0)


def post(browser: Browser, definition: Definition, typist: Typist, error: float) -> None:
    page = definition.page(browser.path.rpartition("/")[2])
    hidden = [(str(one.get("name")), str(one.get("value"))) for one in browser.page.every("input") if one.get("type") == "hidden"]
    if page is None:
        browser.open(browser.path.rpartition("/")[0])
        return
    rows = {group.uid: [row for name, row in hidden if name == f"{group.uid}-row"] for group in page.items if group.is_group}
    items = {item["uid"]: item for one in definition.document["pages"] for item in one.get("items", [])}
    pairs, wanted = typist.page(page, items, rows, error)
    sent = [*(pair for pair in hidden if not pair[0].startswith("f_")), *pairs, ("_do", wanted)]
    body = urlencode(sent, errors="surrogatepass").encode()
    answer = browser.client.post(browser.path, data=body, content_type=FIELDS, base_url=HOME, headers={"Origin": HOME})
    assert answer.status_code in ANSWERED, (answer.status_code, sent)
    browser.open(browser.path.rpartition("/")[0] if answer.status_code == 303 else browser.path)
