"""People who press Send at the same moment, each in a thread with a browser's cookies and a page that is ready."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from flask import Flask
from werkzeug.test import Client, TestResponse

from tests.support.browser import HOME, Browser
from tests.support.make import make_user, sign_in
from tests.support.stage import saving
from webapp.clock import now
from webapp.models.draft import Draft
from webapp.models.form import Form
from webapp.models.user import User


@dataclass
class Sender:
    """A person with a draft that is ready; `send` presses the button of the check page that they have open."""

    client: Client
    path: str
    fields: dict[str, Any]

    def send(self) -> TestResponse:
        return self.client.post(self.path, data=self.fields, base_url=HOME, headers={"Origin": HOME})


def make_draft(form: Form, user: User, answers: dict[str, Any], slot: str = "") -> UUID:
    """A draft in which everything is answered."""
    times = {"created_at": now(), "updated_at": now(), "expires_at": now() + timedelta(days=30)}
    draft_id = uuid4()
    with saving() as session:
        draft = Draft(id=draft_id, form_id=form.id, version_id=form.current_version_id, user_id=user.id, slot=slot)
        draft.answers, draft.raw = answers, answers
        for name, moment in times.items():
            setattr(draft, name, moment)
        session.add(draft)
    return draft_id


def ready(app: Flask, form: Form, answers: dict[str, Any], user: User | None = None, slot: str = "") -> Sender:
    """Somebody on the check page."""
    user = user or make_user()
    draft_id = make_draft(form, user, answers, slot)
    browser = sign_in(Browser(app), user).open(f"/drafts/{draft_id}/check")
    fields: dict[str, list[str]] = {}
    for one in browser.page.every("input"):
        if one.get("type") == "hidden":
            fields.setdefault(str(one.get("name")), []).append(str(one.get("value")))
    return Sender(browser.client, f"/drafts/{draft_id}/submit", fields)


def at_once(acts: Sequence[Callable[[], Any]]) -> list[Any]:
    """Run all acts in the same moment, without an app context: requests bring their own."""
    barrier = threading.Barrier(len(acts))
    outcomes: list[Any] = [None] * len(acts)

    def run(index: int) -> None:
        barrier.wait(30)
        try:
            outcomes[index] = acts[index]()
        except Exception as error:
            outcomes[index] = error

    threads = [threading.Thread(target=run, args=(index,)) for index in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    return outcomes
