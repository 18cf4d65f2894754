"""Erasing a person: everything personal goes, what they sent stays as that of a deleted user, the log keeps its chain."""

from typing import TYPE_CHECKING

from sqlalchemy import delete, or_, select

from webapp.columns import Base
from webapp.extensions import db
from webapp.languages import _
from webapp.models.event import Event, EventDetail
from webapp.models.permissions import Permission, Refused
from webapp.models.person import Person
from webapp.models.personal_data import GOES, PERSONAL
from webapp.models.purging import purge_files_of
from webapp.models.user_acts import decide

if TYPE_CHECKING:
    from webapp.models.user import User

# Rows for their address, made while it was nobody's account, by the column that holds its key.
BY_ADDRESS = {"invitation": "email_key", "link": "address_key"}


def erase(user: "User", *, by: Person, is_early: bool = False) -> None:
    """Blank what is personal of a deleted person; there is no way back.

    Raises Refused while they can be restored, unless that is given up with `is_early`; never while they can come back
    themselves.
    """
    decide(user, by, Permission.USERS_WRITE, status="erased")
    if user.status != "deleted" or (user.is_restorable and not is_early):
        raise Refused(_("Only an account that can no longer be restored is erased."), "status")
    if user.is_going:
        raise Refused(_("They deleted their account themselves, and were told until when they can keep it."), "status")
    blank_log(user)
    for table, column in GOES.items():
        rows = Base.metadata.tables[table]
        db.session.execute(delete(rows).where(rows.c[column] == user.id))
    purge_files_of(int(user.id))
    views = Base.metadata.tables["saved_view"]
    db.session.execute(delete(views).where(views.c.user_id == user.id, ~views.c.is_shared))
    for name, column in BY_ADDRESS.items():
        rows = Base.metadata.tables[name]
        db.session.execute(delete(rows).where(rows.c[column] == user.email_key))
    mails = Base.metadata.tables["outbox_mail"]
    # What was written to the address before it was anybody's: the link to sign up, the invitation.
    db.session.execute(delete(mails).where(mails.c.recipient == user.email))
    forget_in_lists(user)
    for name, value in PERSONAL.items():
        setattr(user, name, value)
    user.index()
    user.email_key, user.search_key = f"erased:{user.id}", ""
    user.status, user.role = "erased", "member"
    user.version += 1
    Event.record(by=by, action="user.erased", target=user, fields=tuple(PERSONAL))


def forget_in_lists(user: "User") -> None:
    """The lines of invited lists, which jobs keep for a while: whoever is erased stands in none of them."""
    jobs = Base.metadata.tables["long_job"]
    for job in db.session.execute(select(jobs.c.id, jobs.c.arguments).where(jobs.c.kind == "invite_people")).all():
        lines = job.arguments["lines"]
        kept = [{**one, "email": "", "name": ""} if user.is_at(one["email"]) else one for one in lines]
        if kept != lines:
            db.session.execute(jobs.update().where(jobs.c.id == job.id).values(arguments={**job.arguments, "lines": kept}))


def blank_log(user: "User") -> None:
    """Every line about this person or by them, and about their invitations, mails and notes, loses its personal part."""
    mails, invitations = Base.metadata.tables["outbox_mail"], Base.metadata.tables["invitation"]
    theirs = select(mails.c.id).where(or_(mails.c.user_id == user.id, mails.c.recipient == user.email))
    to_them = or_(invitations.c.used_by == user.id, invitations.c.email_key == user.email_key)
    EventDetail.blank_where(
        or_(
            (Event.target_type == "user") & (Event.target_id == user.id),
            (Event.target_type == "outbox_mail") & Event.target_id.in_(theirs),
            (Event.target_type == "invitation") & Event.target_id.in_(select(invitations.c.id).where(to_them)),
            Event.actor_id == user.id,
        )
    )
