"""What time has made useless, and how it goes: in slices, so that nobody waits for a long transaction."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, or_, select

from webapp.clock import now
from webapp.database import writing
from webapp.extensions import db
from webapp.in_force import limits
from webapp.models.counter import Counter
from webapp.models.draft import Draft
from webapp.models.event import StrangerEvent
from webapp.models.factor_reset import remove_announced
from webapp.models.kept_post import KeptPost
from webapp.models.known_device import KnownDevice
from webapp.models.link import Link
from webapp.models.login_session import LoginSession
from webapp.models.long_job import LongJob
from webapp.models.outbox import OutboxMail
from webapp.models.person import Person
from webapp.models.retention import purge_submissions, redact_answers
from webapp.models.trusted_device import TrustedDevice
from webapp.models.user import User

# Ended log-ins, dead links and strangers' tries are kept this long for whoever looks into an incident.
REMEMBERED_FOR = timedelta(days=90)
SLICE = 2000


def tidy() -> Iterator[tuple[str, int]]:
    """Do it all; yields what went and how many."""
    moment = now()
    long_ago = moment - REMEMBERED_FOR
    dead = or_(LoginSession.revoked_at < long_ago, LoginSession.expires_at < long_ago)
    yield "expired drafts", drop(Draft, Draft.id, Draft.expires_at <= moment)
    yield "submissions whose time is over", purge_submissions()
    yield "submissions with answers whose time is over", redact_answers()
    yield "old log-ins", drop(LoginSession, LoginSession.id, dead)
    # A stranger's address is nobody's business once its link has expired.
    strangers = Link.purpose.in_(("signup", "reset")) & Link.user_id.is_(None) & (Link.expires_at <= moment)
    yield "old links", drop(Link, Link.id, or_(Link.expires_at < long_ago, strangers))
    yield "old tries by strangers", drop(StrangerEvent, StrangerEvent.id, StrangerEvent.at < long_ago)
    yield "kept pages", drop(KeptPost, KeptPost.id, KeptPost.expires_at <= moment)
    yield "forgotten browsers", drop(KnownDevice, KnownDevice.id, KnownDevice.last_used_at < moment - limits().known_device)
    yield "browsers trusted no more", drop(TrustedDevice, TrustedDevice.id, TrustedDevice.expires_at <= moment)
    yield "old mail", drop(OutboxMail, OutboxMail.id, (OutboxMail.created_at < long_ago) & (OutboxMail.state != "waiting"))
    yield "old jobs", drop(LongJob, LongJob.id, LongJob.ended_at < long_ago)
    yield "counters", drop(Counter, Counter.key, Counter.expires_at <= moment)
    yield "second steps removed as announced", remove_announced()
    yield "lapsed suspensions", lift_suspensions()
    yield "deleted people erased", erase_deleted()


def drop(model: type[Any], key: Any, condition: ColumnElement[bool]) -> int:
    """Delete the rows of a condition, SLICE at a time."""
    total = 0
    while True:
        with writing():
            going = delete(model).where(key.in_(select(key).where(condition).limit(SLICE)))
            gone = int(db.session.execute(going, execution_options={"synchronize_session": False}).rowcount)  # type: ignore[attr-defined]
        total += gone
        if gone < SLICE:
            return total


def lift_suspensions() -> int:
    """Write down what has been true since a suspension's date passed: the person may come in."""
    lapsed = select(User).where(User.status == "suspended", User.suspended_until <= now())
    return with_each(lapsed, lambda person: person.unsuspend(by=Person.command_line()), 100)


def erase_deleted() -> int:
    """Erase everybody whose time to be restored is over."""
    is_over = (User.deleted_at <= now() - limits().deletion_restorable) | (User.deletion_due_at <= now())
    over = select(User).where(User.status == "deleted", is_over)
    return with_each(over, lambda person: person.erase(by=Person.command_line()), 20)


def with_each(people: Select[User], act: Callable[[User], object], at_once: int) -> int:
    """Do it with all of them, a few in each transaction; returns how many. Whoever it was done with fits no longer."""
    total = 0
    while True:
        with writing():
            found = list(db.session.scalars(people.order_by(User.id).limit(at_once)))
            for person in found:
                act(person)
        total += len(found)
        if len(found) < at_once:
            return total
