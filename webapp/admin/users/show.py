"""A person's page: everything about them, and every act with its consequence in words."""

from typing import Any

from flask import render_template
from flask_login import current_user
from sqlalchemy import func, select

from webapp.access import needs
from webapp.admin.users.desk import TONES, bp, find, shown
from webapp.admin.users.timeline import items_of
from webapp.database import read
from webapp.dates import day_in_words, number_in_words
from webapp.languages import _
from webapp.models.browser_words import browser_in_words
from webapp.models.factor_reset import announced
from webapp.models.factors import held_by
from webapp.models.group import Group, membership
from webapp.models.legal import TITLES, LegalAcceptance
from webapp.models.login_session import LoginSession, is_alive
from webapp.models.masking import masked_network
from webapp.models.note import newest_notes
from webapp.models.permissions import Permission, Role, may
from webapp.models.submission import Submission
from webapp.models.timeline import newest_around
from webapp.models.user import NEVER, User

GROUPS = select(Group.id, Group.name).join(membership, membership.c.group_id == Group.id).order_by(Group.name_key)
ACCEPTED_BY = select(*LegalAcceptance.__table__.c).order_by(LegalAcceptance.id.desc()).limit(20)
ROLES = tuple(Role)
MOST_COUNTED = 1000
# Lines of the timeline; the others are on its own page.
SHOWN_AT_FIRST = 10


@bp.get("/<int:user_id>")
@needs("users:read")
def show(user_id: int) -> str:
    user = find(user_id)
    person = shown(user)
    return render_template(
        "admin/users/show.html",
        user=user,
        person=person,
        tone=TONES[user.status],
        groups=read(GROUPS.where(membership.c.user_id == user.id)).all(),
        log_ins=log_ins_of(user, person.is_masked),
        submissions=submissions_of(user),
        timeline=items_of(newest_around(user.id, SHOWN_AT_FIRST), user),
        notes=newest_notes(user.id) if may(current_user, Permission.USERS_NOTES_READ, user) else None,
        was_seen=user.last_seen_at > NEVER,
        restorable_until=user.erased_from,
        second_step=second_step_of(user),
        accepted=accepted_by(user),
        reset=announced(user.id),
        may=acts_on(user),
    )


def log_ins_of(user: User, is_masked: bool) -> list[dict[str, Any]]:
    """Where the person is logged in now; how many at most is bounded by their own patience."""
    rows = read(LoginSession.of(user.id).with_only_columns(*LoginSession.__table__.c).limit(50))
    return [
        {
            "id": row.id,
            "browser": _("hidden") if is_masked else browser_in_words(row.user_agent),
            "network": masked_network(row.network) if is_masked else row.network or _("unknown"),
            "created_at": row.created_at,
            "last_seen_at": row.last_seen_at,
            "methods": row.methods,
        }
        for row in rows
        if is_alive(row)
    ]


def second_step_of(user: User) -> str:
    """What the person is asked for beside their password."""
    held = held_by(user.id)
    kinds = (
        (_("app"), held.has_app and not held.app_stopped_at),
        (_("stopped app"), held.app_stopped_at),
        (_("passkeys"), held.passkeys),
    )
    return ", ".join(word for word, is_there in kinds if is_there) or _("none")


def accepted_by(user: User) -> list[str]:
    """Which versions of the legal pages they have accepted, the newest first."""
    return [
        _("%(page)s, version %(number)s, %(day)s", page=_(TITLES[row.kind]), number=row.number, day=day_in_words(row.accepted_at))
        for row in read(ACCEPTED_BY.where(LegalAcceptance.user_id == user.id))
    ]


def submissions_of(user: User) -> str:
    """How many submissions the person has sent, as text: counted to a thousand, then "1,000+"."""
    some = select(Submission.id).where(Submission.user_id == user.id).limit(MOST_COUNTED + 1).subquery()
    found = read(select(func.count()).select_from(some)).scalar_one()
    return f"{number_in_words(MOST_COUNTED)}+" if found > MOST_COUNTED else str(found)


def acts_on(user: User) -> dict[str, bool]:
    """Which acts the one who looks may do to this person now: what the buttons are drawn from."""
    may_change, may_status = current_user.can_edit(user), current_user.can_change_status(user)
    return {
        "note": user.status != "erased" and may(current_user, "users:notes:write", user),
        "edit": may_change and user.status not in {"deleted", "erased"},
        "groups": current_user.can("groups:write") and may_change,
        "grant_role": may_change and user.status in {"active", "suspended"} and offers(user),
        "approve": may_status and user.status == "pending",
        "suspend": may_status and (user.is_going or user.status in {"active", "pending", "suspended"}),
        "unsuspend": may_status and (user.status == "suspended" or user.is_held_back),
        "delete": may_status and user.status not in {"deleted", "erased"},
        "restore": may_status and user.status == "deleted" and user.is_restorable,
        "erase": may_status and user.is_erasable,
        "link": may_change and user.can_log_in,
        "confirm_address": may_change and user.email_confirmed_at is None and user.status == "active",
        "log_out": may_change,
        "view_as": user.id != current_user.id and user.status == "active" and may(current_user, "users:view_as", user),
        "reset_factors": may_change and user.id != current_user.id and held_by(user.id).has_second_factor,
    }


def offers(user: User) -> bool:
    return any(current_user.can_grant(user, role) for role in ROLES)
