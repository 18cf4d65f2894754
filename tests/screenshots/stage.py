"""A running Lodge with people, forms, drafts and thousands of rows; `places` are the addresses of what was made."""

import random
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import select

from tests.screenshots import documents
from tests.screenshots.acts import came
from tests.screenshots.forms import with_forms
from tests.screenshots.jobs import with_jobs
from tests.screenshots.machine import with_backups
from tests.screenshots.people import Seen, announce_reset, people, write_notes
from tests.support import stage
from tests.support.acting import person
from tests.support.legal import put_up
from tests.support.live import Live
from tests.support.make import make_group
from tests.support.make_forms import make_form
from tests.support.openid.stage import link, offer
from tests.support.settings import setting
from tests.support.stage import app, only, saving
from webapp import create_app
from webapp.clock import now
from webapp.columns import canonical
from webapp.extensions import db
from webapp.models.answering import Filling, answers_sha256
from webapp.models.api_token import ApiToken, make_token
from webapp.models.data_export import DataExport
from webapp.models.draft import Draft
from webapp.models.form import Form
from webapp.models.invitation import Invitation
from webapp.models.inviting import invite
from webapp.models.legal import accept
from webapp.models.link import Link
from webapp.models.outbox import OutboxMail
from webapp.models.permissions import Permission, Role
from webapp.models.person import Person
from webapp.models.reference import new_reference, show_reference
from webapp.models.saved_view import SavedView
from webapp.models.submission import Submission
from webapp.models.submission_rows import summary_of, write_rows
from webapp.models.user import User
from webapp.providers import Provider
from webapp.sealing import Sealing
from webapp.site import settings

ANSWERS: dict[str, Any] = {
    "f_name": "Núria Ibáñez Peña",
    "f_born": "2018-03-27",
    "f_swim": True,
    "f_weeks": ["o_2", "o_4"],
    "f_course": "o_4",
    "f_height": "128",
    "f_ill": True,
    "f_medicine": "An inhaler, before sport.\nShe knows how to use it and carries it herself.",
    "f_mail": "asa.oberg@example.org",
    "f_more": None,
    "f_agree": True,
}
NAMES = (
    "Núria Ibáñez Peña",
    "王芳",
    "Maximilian Groß",
    "فاطمة خليل",
    "Иван Шевченко",
    "Zoë Le Goff",
    "Theodora Papadopoulou-Konstantinidou",
)
BANNER = "The office is closed on **Friday, 4 December**. What you send is read on Monday. [Hours](https://example.org/hours)"
STATUSES = ("received", "received", "received", "in_progress", "waiting", "accepted", "refused")


@dataclass(frozen=True)
class Scene:
    """What the pictures are taken of."""

    live: Live
    seen: dict[str, Seen]
    places: dict[str, str]


def set_scene(live: Live, rows: int) -> Scene:
    """Fill the instance of `live` with `rows` people and as many submissions."""
    live.lodge("seed", "--users", str(rows))
    stage.put_on(create_app(live.environ))
    seen = people(app())
    make_group("Youth office", seen["staff"].user)
    make_group("Parents of the Kindergarten Sonnenschein at the Old Market", seen["long"].user)
    forms = make_forms()
    places = {f"{name}_form": str(form.id) for name, form in forms.items()}
    places |= {f"{name}_slug": form.slug for name, form in forms.items()}
    places |= {f"{name}_user": str(one.user.id) for name, one in seen.items()}
    places["invitation_token"] = invitations(seen["owner"].user)
    places["reference"] = submissions(forms["course"], seen["member"], seen["long"], rows)
    places |= elsewhere(seen["elsewhere"].user)
    places |= drafts(forms, seen["member"]) | mails() | with_forms(seen) | with_jobs(seen) | with_backups()
    places["token"] = tokens(seen["staff"].user)
    copies(seen)
    save_views(seen["owner"].user)
    write_notes(seen)
    places["reset_token"] = announce_reset(seen)
    return Scene(live, seen, places)


def save_views(owner: User) -> None:
    """Two above the list of users: one's own with a long name, and a shared one."""
    with saving() as session:
        session.add(SavedView(user_id=owner.id, name="Staff", name_key="staff", q="role:staff", is_shared=True))
        name = "Joined this year, not confirmed yet, and never seen since"
        session.add(SavedView(user_id=owner.id, name=name, name_key=name.casefold(), q="is:unverified seen:never"))


def elsewhere(user: User) -> dict[str, str]:
    """Two providers, one of which somebody is linked to; and a visitor whom the other has named a moment ago."""
    works = Provider("hallstatt", "Hallstatt Salt Works and Saline Company", "https://login.hallstatt.example.org", "lodge")
    school = Provider("school", "School", "https://id.school.example.org", "lodge", is_trusted=True)
    offer(works, school)
    identity = link(user, works.issuer, label=works.label, shown_as=user.email)
    told = [school.issuer, "7", school.label, "ines.brandao@school.example.org", True, "Ines Brandão", []]
    key = app().config["LODGE"].signing_keys
    came[:] = [Sealing(key).close(canonical(told).encode(), "offer").decode()]
    return {"identity": str(identity.id)}


def invitations(owner: User) -> str:
    """One of each state; returns the token of one that is open."""
    tokens = []
    with saving() as session:
        for name in ("lina", "a.rather.long.address.of.somebody.who.was.invited.long.ago", "ole", "pia"):
            values = {"email": f"{name}@example.org", "role": Role.STAFF, "group_ids": [1], "rules": settings(), "link_to": None}
            tokens.append(invite(by=person(owner), **values)[1])
        made = list(session.scalars(select(Invitation).order_by(Invitation.id)))
        made[1].expires_at, made[2].revoked_at, made[3].used_at = now() - timedelta(days=2), now(), now()
    return tokens[0]


def set_mailing_scene(live: Live) -> Scene:
    """A portal that sends mail: the tokens of what lies in somebody's mailbox, and the member whose it is."""
    stage.put_on(create_app(live.environ))
    seen = people(app())
    with_terms(seen)
    setting(banner={"text": BANNER, "audience": "signed_in", "from": "", "until": ""})
    with saving() as session:
        user = session.get_one(User, seen["member"].user.id)
        new = "asa.oberg.at.her.new.address@a-rather-long-name-of-a-company.example.com"
        tokens = {
            "sign_up": Link.make("signup", address_key="asa@example.org", email="asa@example.org")[1],
            "not_me": Link.make("not_me", user=user)[1],
            "undo": Link.make("undo", user=user, address_key=user.email_key, email="asa@her-old-address.example.com")[1],
            "email": Link.make("email", user=user, address_key=new, email=new)[1],
        }
    return Scene(live, seen, {f"{name}_token": token for name, token in tokens.items()})


def with_terms(seen: dict[str, Seen]) -> None:
    """Everybody has accepted the first version, a few the second."""
    put_up("terms", "# Who may use it\n\nEverybody who lives here.\n\nBe kind.", acceptance="everybody")
    with saving() as session:
        for one in seen.values():
            accept(session.get_one(User, one.user.id), {"terms": 1}, by=Person.command_line())
    news = "What you send has to be **yours**. Nothing else has changed."
    put_up("terms", "# Who may use it\n\nEverybody who lives here.\n\nBe clear.", acceptance="everybody", news=news)
    with saving() as session:
        for name in ("member", "owner"):
            accept(session.get_one(User, seen[name].user.id), {"terms": 2}, by=Person.command_line())


def make_forms() -> dict[str, Form]:
    one = documents.ROOM
    unready = [*one, {"uid": "p_none", "title": {"en": "A page without questions"}, "items": []}]
    return {
        "course": make_form("Summer courses 2027", documents.COURSE, settings=documents.COURSE_SETTINGS),
        "long": make_form(documents.LONG_TITLE, one, settings={"listed": True}),
        "one": make_form("Name badge", documents.ONE_QUESTION),
        "closed": make_form("Snow camp 2025", one, settings={"slug": "snow-camp", "closes_at": "2025-12-01T12:00"}),
        "room": make_form("Room booking", one, settings={"slug": "room-booking"}),
        "unready": make_form("Lost and found", unready, is_published=False),
    }


def submissions(form: Form, member: Seen, other: Seen, rows: int) -> str:
    """`rows` of them over the last months; the newest three are the member's. Returns the reference of the last."""
    dice = random.Random(1)
    with saving() as session:
        version = db.session.get_one(Form, form.id).current_version
        references = []
        for number in range(1, rows + 1):
            owner = member if number > rows - 3 else other
            filling = Filling(version.parsed, answers=ANSWERS | {"f_name": dice.choice(NAMES)}, locale="en", today=now().date())
            references.append(new_reference())
            sent = filling.to_send()
            row = Submission(
                form_id=form.id,
                version_id=version.id,
                user_id=owner.user.id,
                reference=references[-1],
                idem_key=uuid4(),
                serial=number,
                status=dice.choice(STATUSES) if number < rows - 1 else ("waiting" if number < rows else "received"),
                submitted_at=now() - timedelta(minutes=41 * (rows - number)),
                summary=summary_of(filling),
                answers=sent,
                answers_sha256=answers_sha256(sent),
            )
            session.add(row)
            session.flush()
            write_rows(row.id, form.id, row.reference, filling)
    return show_reference(references[-1])


def drafts(forms: dict[str, Form], member: Seen) -> dict[str, str]:
    """One ready to be sent, one just begun, one with a single question."""
    places = {}
    wanted = {"ready": ("course", ANSWERS), "begun": ("room", {}), "single": ("one", {})}
    for name, (which, answers) in wanted.items():
        form = forms[which]
        version_id = only(select(Form.current_version_id).where(Form.id == form.id))
        row = Draft(id=uuid4(), form_id=form.id, version_id=version_id, user_id=member.user.id, answers=answers)
        with saving() as session:
            session.add(row)
        places[f"{name}_draft"] = str(row.id)
    return places


def tokens(user: User) -> str:
    """One that was used and one that has expired; returns the number of the first."""
    scopes = [Permission.SUBMISSIONS_READ, Permission.SUBMISSIONS_WRITE, Permission.SUBMISSIONS_EXPORT]
    with saving() as session:
        make_token(person(user), "Nightly export to the archive of the municipality", scopes, 365)
        make_token(person(user), "Laptop", [], 7)
        used, old = session.scalars(select(ApiToken).order_by(ApiToken.id))
        used.last_used_at = now() - timedelta(hours=2)
        old.created_at, old.expires_at = now() - timedelta(days=9), now() - timedelta(days=2)
    return str(used.id)


def copies(seen: dict[str, Seen]) -> None:
    """One in each state."""
    ready = {"state": "ready", "file_name": "none.zip", "bytes": 48_213, "expires_at": now() + timedelta(hours=20)}
    later = {"leased_until": now() + timedelta(days=1)}
    with saving() as session:
        session.add(DataExport(user_id=seen["member"].user.id, **ready))
        session.add(DataExport(user_id=seen["staff"].user.id, **later))
        session.add(DataExport(user_id=seen["long"].user.id, state="failed"))


def mails() -> dict[str, str]:
    """One that has left, one that was given up, one that is being tried."""
    link = "https://portal.example.org/reset-password/VGhlIHF1aWNrIGJyb3duIGZveCBqdW1wcyBvdmVyIDE"
    long = "a.very.long.address.of.somebody.with.patience@post.municipality-of-hallstatt.example.org"
    why = "recipient-refused mail.example.org:587 550 5.1.1 No such user here"
    with saving():
        sent = OutboxMail.post("ada@example.org", "Your password was reset", "Hello Ada,\n\nA new password was set.\n")
        sent.state, sent.sent_at = "sent", now()
        mail = OutboxMail.post("ada@example.org", "Choose a new password", f"Hello Ada,\n\nopen this link:\n\n{link}\n")
        mail.attempts, mail.last_error = 3, "unreachable mail.example.org:587 Connection refused"
        failed = OutboxMail.post(long, "A log-in with a new browser", "Hello,\n\nsomebody logged in to your account.\n")
        failed.state, failed.attempts, failed.last_error = "failed", 1, why
    return {"mail": str(mail.id), "failed_mail": str(failed.id)}
