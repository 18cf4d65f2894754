"""Erasing a person: everything personal goes, what they sent stays as that of a deleted user, the log keeps its chain."""

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, or_, select

from webapp.columns import Base
from webapp.extensions import db
from webapp.languages import _
from webapp.models.event import Event, EventDetail
from webapp.models.permissions import Permission, Refused
from webapp.models.person import Person
from webapp.models.purging import purge_files_of
from webapp.models.user_acts import decide

if TYPE_CHECKING:
    from webapp.models.user import User

# A name of nobody, which readers find said in their language (columns.PersonName).
NOBODY = ""
# Columns of `user` that are personal, and what is left in them; the two keys by which people are found follow from them.
PERSONAL: dict[str, Any] = {
    "email": "",
    "name": NOBODY,
    "email_confirmed_at": None,
    "password_hash": None,
    "password_changed_at": None,
    "suspended_reason": "",
    "suspended_until": None,
    "rejected_reason": None,
    "granted_role": None,
    "granted_by": None,
    "deletion_due_at": None,
    "accepted_terms": 0,
    "accepted_privacy": 0,
    "timezone": "",
    "language": "",
}
# Rows that are about nobody but this person, by the column that points at them: they go.
GOES = {
    "api_token": "user_id",
    "data_export": "user_id",
    "draft": "user_id",
    "form_holder": "user_id",
    "identity": "user_id",
    "invitation": "used_by",
    "kept_post": "user_id",
    "known_device": "user_id",
    "legal_acceptance": "user_id",
    "link": "user_id",
    "login_session": "user_id",
    "membership": "user_id",
    "note": "user_id",
    "outbox_mail": "user_id",
    "passkey": "user_id",
    "passkey_holder": "user_id",
    "purged_submission": "user_id",
    "recovery_code": "user_id",
    "totp": "user_id",
    "trusted_device": "user_id",
}
# Rows that others need: they stay, and whoever reads the name finds NOBODY.
STAYS = {
    ("comment", "by"),
    ("correction", "by"),
    # Until its bytes have gone: nobody reads it any more.
    ("file", "user_id"),
    ("first_run", "owner_id"),
    ("form", "created_by"),
    ("form_draft", "changed_by"),
    ("form_draft_revision", "by"),
    ("form_version", "published_by"),
    ("invitation", "invited_by"),
    ("legal_version", "published_by"),
    ("link", "created_by"),
    ("long_job", "asked_by"),
    # Those that are shared; the others are deleted below.
    ("saved_view", "user_id"),
    # What they wrote about others.
    ("note", "by"),
    ("submission", "assignee_id"),
    ("submission", "user_id"),
    ("submission_revision", "by"),
    ("user", "granted_by"),
}


def erase(user: "User", *, by: Person) -> None:
    """Blank what is personal of a deleted person. Raises Refused while they can be restored; there is no way back."""
    decide(user, by, Permission.USERS_WRITE, status="erased")
    if user.status != "deleted" or user.is_restorable:
        raise Refused(_("Only an account that can no longer be restored is erased."), "status")
    blank_log(int(user.id))
    for table, column in GOES.items():
        rows = Base.metadata.tables[table]
        db.session.execute(delete(rows).where(rows.c[column] == user.id))
    purge_files_of(int(user.id))
    views = Base.metadata.tables["saved_view"]
    db.session.execute(delete(views).where(views.c.user_id == user.id, ~views.c.is_shared))
    links, mails = Base.metadata.tables["link"], Base.metadata.tables["outbox_mail"]
    db.session.execute(delete(links).where(links.c.address_key == user.email_key))
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


def blank_log(user_id: int) -> None:
    """Every line about this person or by them, and about their invitation and mail, loses its personal part."""
    mails, invitations = Base.metadata.tables["outbox_mail"], Base.metadata.tables["invitation"]
    theirs = select(mails.c.id).where(mails.c.user_id == user_id)
    used = select(invitations.c.id).where(invitations.c.used_by == user_id)
    EventDetail.blank_where(
        or_(
            (Event.target_type == "user") & (Event.target_id == user_id),
            (Event.target_type == "outbox_mail") & Event.target_id.in_(theirs),
            (Event.target_type == "invitation") & Event.target_id.in_(used),
            Event.actor_id == user_id,
        )
    )
