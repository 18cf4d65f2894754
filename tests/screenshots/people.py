"""Who is on the pictures, and the cookie with which each of them is logged in."""

from dataclasses import dataclass
from uuid import uuid4

from flask import Flask

from tests.support.acting import person
from tests.support.factors import give_app
from tests.support.make import make_user
from tests.support.stage import saving
from webapp.clock import now
from webapp.extensions import db
from webapp.models.factor_reset import announce
from webapp.models.leaving import leave
from webapp.models.login_session import LoginSession
from webapp.models.note import Note
from webapp.models.passkey import Passkey
from webapp.models.person import Origin
from webapp.models.trusted_device import TrustedDevice
from webapp.models.user import User

PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Version/18.1 Mobile/15E148 Safari/604.1"
LAPTOP = "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0"


CAREFUL = "zoe@example.org"
LEAVING = "gustav@example.org"
WORKER = "grace@example.org"


@dataclass(frozen=True)
class Seen:
    """Somebody with a log-in."""

    user: User
    cookie: str


def people(app: Flask) -> dict[str, Seen]:
    """By the part they play."""
    signer = app.session_interface.get_signing_serializer(app)
    made = {
        "owner": make_user("owner", name="Margarethe von Hohenstein", email="margarethe@office.example.org"),
        "staff": make_user("staff", name="Jón Þórsson", email="jon@office.example.org"),
        "member": make_user(name="Åsa Öberg", email="asa.oberg@example.org"),
        "newcomer": make_user(name="ليلى منصور", email="layla@example.org"),
        "long": make_user(
            name="Venkata Lakshmi Balasubramaniam-Venkataraghavan the younger",
            email="venkata.lakshmi.balasubramaniam.venkataraghavan@a-rather-long-name-of-a-company.example.com",
        ),
        "suspended": make_user(name="Owen O’Brien", email="owen@example.org", status="suspended", suspended_reason="Spam."),
        "pending": make_user(name="Wanda Wartend", email="wanda@example.org", status="pending", email_confirmed_at=None),
        "offered": make_user(name="山田花子", email="hanako@example.org", granted_role="admin"),
        "careful": make_user(name="Zoë Le Goff", email=CAREFUL),
        "keeper": make_user(name="Kateřina Dvořáková", email="katerina@example.org"),
        "gone": make_user(name="Bartholomäus Fortgegangen", email="barth@example.org", status="deleted"),
        "elsewhere": make_user(name="Ines Brandão", email="ines@example.org", password_hash=None),
    }
    made["worker"] = make_user("admin", name="Grace Worker", email=WORKER)
    made["leaving"] = leaver()
    give_app(made["careful"])
    give_app(made["keeper"])
    trust(made["careful"])
    give_passkeys(made["careful"])
    found = {}
    for part, user in made.items():
        with saving():
            for agent in (PHONE, LAPTOP):
                token = LoginSession.start(db.session.get_one(User, user.id), Origin("", "203.0.113.7", agent))[1]
        found[part] = Seen(user, signer.dumps({"_user_id": token, "_fresh": True, "csrf_token": uuid4().hex}))
    return found | {name: Seen(made["careful"], "nobody") for name in ("guest", "stranger")}


def leaver() -> User:
    """Somebody who is about to leave."""
    user = make_user(name="Gustav Gehrmann", email=LEAVING)
    with saving():
        leave(person(user))
    return user


def trust(user: User) -> None:
    """Two devices that are not asked for the second step."""
    for agent in (PHONE, LAPTOP):
        with saving():
            TrustedDevice.trust(db.session.get_one(User, user.id), "", Origin("", "203.0.113.7", agent))


def give_passkeys(user: User) -> None:
    """Two passkeys, one of which is a second step only."""
    row = {"attested": b"", "sign_count": 0, "is_backup_eligible": False, "user_id": user.id}
    with saving() as session:
        session.add(Passkey(number=1, credential_id=b"1", name="iPhone of Zoë", is_complete=True, last_used_at=now(), **row))
        session.add(Passkey(number=2, credential_id=b"2", name="Blue security key in the desk drawer", is_complete=False, **row))


def write_notes(seen: dict[str, Seen]) -> None:
    """What two colleagues have noted about somebody, one of them changed since."""
    with saving() as session:
        about, owner, staff = (session.get_one(User, seen[part].user.id) for part in ("long", "owner", "staff"))
        Note.write(about, by=person(staff), text="Called on Monday. Prefers to be called in the morning, before nine.")
        long = "Their mother’s papers are in the cupboard of room 12.\nhttps://files.office.example.org/" + "a-long-address/" * 5
        note = Note.write(about, by=person(owner), text=long)
        note.changed_at = now()


def announce_reset(seen: dict[str, Seen]) -> str:
    """Somebody's second step is to be removed tomorrow; returns the token of the mail."""
    tokens: list[str] = []
    with saving() as session:
        user = session.get_one(User, seen["keeper"].user.id)
        reason = "Rang up and says that the phone fell into the lake; could not come to the office with a passport."
        announce(user, by=person(seen["owner"].user), reason=reason, link_to=lambda token: tokens.append(token) or token)
    return tokens[0]
