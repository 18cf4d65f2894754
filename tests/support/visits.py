"""A furnished portal that is put back in milliseconds, for tests that knock at every door of it."""

import hashlib
import io
import shutil
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from flask import Flask
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import select, text
from werkzeug.test import TestResponse

from tests.support import stage
from tests.support.acting import person
from tests.support.browser import HOME, Browser
from tests.support.databases import stand
from tests.support.files import PDF
from tests.support.forms import make_form, option, page, question
from tests.support.make import make_group, make_user, sign_in
from tests.support.postgresql import new_database
from tests.support.stage import found, only, own_context, saving
from webapp.clock import now
from webapp.extensions import db
from webapp.models.api_token import ApiToken
from webapp.models.draft import Draft
from webapp.models.event import Event
from webapp.models.fault import Fault, note_fault
from webapp.models.file import File
from webapp.models.form import Form
from webapp.models.invitation import Invitation
from webapp.models.login_session import LoginSession
from webapp.models.long_job import LongJob
from webapp.models.note import Note
from webapp.models.outbox import OutboxMail
from webapp.models.saved_view import SavedView
from webapp.models.submission import Submission
from webapp.models.user import User
from webapp.storage import storage

ROLES = ("visitor", "member", "staff", "auditor", "admin", "owner")
SEED = "0" * 40
CHOICE = question("choice", "Colour", "f_colour", options=[option("Red"), option("Blue")])
PAGES = (page(question("text", "Name", "f_name"), CHOICE, title="You", uid="p_you"),)

# What stands for an argument of an address; by room where a name means something else there.
USUAL = {
    "uid": "f_colour",
    "code": "de",
    "page_uid": "p_you",
    "identity_id": 1,
    "kind": "text",
    "token": "a" * 43,
    "filename": "css/base.css",
    "name": "lodge-20261201-000000-000000-daily.zip",
    "words": "two words",
    "key": "received",
    "first": 2,
    "second": 3,
    "example_id": 1,
    "measure": "active",
    "sha256": "0" * 64,
    "language": "de",
}
SPECIAL = {
    ("admin.forms.pages", "uid"): "p_you",
    ("admin.forms.preview", "uid"): "p_you",
    ("admin.settings", "slug"): "about",
    ("admin.legal", "kind"): "privacy",
    ("main.legal", "kind"): "privacy",
    ("admin.mails", "kind"): "suspended",
    ("admin.jobs", "name"): "tidy",
    ("admin.users", "job_id"): 404,
    ("admin.invitation_lists", "job_id"): 404,  # of another kind, or none
}


@dataclass
class Portal:
    """One of each thing, a log-in for each role. The form, the draft and what was sent belong to the member."""

    app: Flask
    tokens: dict[str, str] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)

    def furnish(self) -> None:
        people = {role: make_user(role) for role in ROLES[1:]}
        for role, user in people.items():
            browser = sign_in(Browser(self.app), user)
            with browser.client.session_transaction(base_url=HOME) as session:
                self.tokens[role] = session["_user_id"]
        target = make_user("member", name="Target Person")
        group = make_group("Desk", target)
        form = make_form(*PAGES, title="Summer course")
        member = sign_in(Browser(self.app), people["member"])
        fill_in(member)
        member.open("/forms/summer-course").press("Start now")
        self.values = {
            "form_id": form.id,
            "fault_id": went_wrong(),
            "user_id": target.id,
            "group_id": group.id,
            "login_session_id": only(select(LoginSession.id).where(LoginSession.user_id == people["member"].id).limit(1)),
            "event_id": found(select(Event.id).order_by(Event.id).limit(1))[0],
            "mail_id": found(select(OutboxMail.id).limit(1))[0],
            "reference": str(only(select(Submission))),
            "file_id": attached_to(only(select(Submission))),
            "draft_id": only(select(Draft.id)),
            "slug": only(select(Form.slug)),
            "note_id": noted(target, people["admin"]).id,
            "number": 1,
            "device_id": 1,
            "invitation_id": invited().id,
            "job_id": asked_of(people["admin"]).id,
            "passkey_id": 1,
            "place_id": 1,
            "view_id": shared_view(people["admin"]).id,
            "token_id": token_of(people["member"]).id,
        }

    @property
    def address(self) -> str:
        return str(self.app.config["LODGE"].database_url)

    @property
    def file(self) -> str:
        return self.address.removeprefix("sqlite:///")

    def let_go(self) -> None:
        with own_context():
            db.session.remove()
            db.engine.dispose()

    def keep(self) -> None:
        """Note how everything stands, for `put_back`."""
        if not self.address.startswith("sqlite"):
            self.let_go()
            new_database(f"{self.name}_furnished", self.name)
            return
        with own_context():
            db.session.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
        self.let_go()
        shutil.copyfile(self.file, f"{self.file}.furnished")

    def put_back(self) -> None:
        stage.put_on(self.app)
        self.let_go()
        self.app.extensions.pop("lodge_settings", None)
        if not self.address.startswith("sqlite"):
            new_database(self.name, f"{self.name}_furnished")
            return
        for leftover in ("-wal", "-shm", "-journal"):
            Path(f"{self.file}{leftover}").unlink(missing_ok=True)
        shutil.copyfile(f"{self.file}.furnished", self.file)

    @property
    def name(self) -> str:
        return self.address.rpartition("/")[2]

    def token(self) -> str:
        """What a page of these browsers carries as its CSRF token."""
        return str(URLSafeTimedSerializer(self.app.config["WTF_CSRF_SECRET_KEY"], salt="wtf-csrf-token").dumps(SEED))

    def browser(self, role: str) -> Browser:
        browser = Browser(self.app)
        who = {"_user_id": self.tokens[role], "_fresh": True} if role != "visitor" else {}
        browser.remember(csrf_token=SEED, **who)
        return browser

    def ask(self, role: str, method: str, path: str, data: dict[str, Any] | None = None, **options: Any) -> TestResponse:
        """One request of somebody's; a write carries the token that their page would."""
        if method != "GET":
            data = {"csrf_token": self.token(), **(data or {})}
        answer = self.browser(role).send(method, path, data, **options)
        answer.get_data()
        answer.close()
        return answer

    def path(self, endpoint: str) -> str:
        """An address of this endpoint that leads to something."""
        rule = max(self.app.url_map.iter_rules(endpoint), key=lambda one: len(one.arguments))
        values = {name: self.value(endpoint, name) for name in rule.arguments}
        adapter = self.app.url_map.bind("localhost")
        return str(adapter.build(endpoint, values))

    def value(self, endpoint: str, name: str) -> Any:
        room = endpoint.rpartition(".")[0]
        return SPECIAL.get((room, name)) or self.values.get(name) or USUAL[name]


def furnished(engine: str = "sqlite") -> Portal:
    """A portal with one of each thing; `put_back()` makes it so again."""
    its = stand(engine)
    its.empty()
    stage.put_on(its.app)
    its.app.extensions.pop("lodge_settings", None)
    portal = Portal(its.app)
    portal.furnish()
    portal.keep()
    return portal


def asked_of(admin: User) -> LongJob:
    """A long job that waits."""
    with saving():
        return LongJob.ask("verify_events", by=person(admin))


def went_wrong() -> int:
    with own_context():
        note_fault(KeyError(), route="main.home.about", request_id="r")
    return int(only(select(Fault.id)))


def attached_to(submission: Submission) -> UUID:
    """A file of what was sent."""
    file = File(id=uuid4(), submission_id=submission.id, user_id=submission.user_id, state="attached")
    file.question, file.control, file.name, file.type = "f_file", "f_file", "letter.pdf", "application/pdf"
    file.size, file.sha256 = len(PDF), hashlib.sha256(PDF).hexdigest()
    with own_context():
        storage().put(file.id.hex, io.BytesIO(PDF))
    with saving() as session:
        session.add(file)
    return file.id


def shared_view(saver: User) -> SavedView:
    """A view of the list of users that everybody finds there."""
    with saving() as session:
        view = SavedView(user_id=saver.id, name="Staff", name_key="staff", q="role:staff", is_shared=True)
        session.add(view)
    return view


def invited() -> Invitation:
    invitation = Invitation(email="invited@example.org", expires_at=now() + timedelta(days=7))
    with saving() as session:
        session.add(invitation)
    return invitation


def noted(target: User, admin: User) -> Note:
    with saving() as session:
        return Note.write(session.get_one(User, target.id), by=person(admin), text="About Ada")


def token_of(user: User) -> ApiToken:
    token = ApiToken(user_id=user.id, name="Script", token_hash="0" * 64, scopes=[])
    token.created_at, token.expires_at = now(), now() + timedelta(days=90)
    with saving() as session:
        session.add(token)
    return token


def fill_in(browser: Browser) -> None:
    browser.open("/forms/summer-course").press("Start now")
    browser.fill({"Name": "Ada", "Colour": "Red"}).press("Continue").press("Send")
