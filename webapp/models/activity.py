"""What happened to a person's account lately: what they did, and what administrators did to it."""

from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, bindparam, select

from webapp.languages import _, mark
from webapp.models import event_words
from webapp.models.event import Event, EventDetail
from webapp.models.event_list import first_after
from webapp.models.keyset import Keyset, Order, Page, Seal

me: BindParameter[int] = bindparam("me")
since = bindparam("since", type_=Event.at.type)
# Notes among staff are none of whom they are about.
UNTOLD = ("user.note_written", "user.note_changed", "user.note_deleted")
LATELY = (Event.id >= bindparam("since_id", type_=Event.id.type), Event.at >= since)
# Two short walks over two indexes; one condition with OR would read the whole log.
MINE = (
    select(Event.id).where(Event.actor_id == me, *LATELY),
    select(Event.id).where(Event.target_type == "user", Event.target_id == me, Event.action.not_in(UNTOLD), *LATELY),
)
ACTIVITY = Keyset(
    select(Event.id, Event.at, Event.actor_id, Event.action, Event.target_type, Event.target_id, EventDetail.content).outerjoin(
        EventDetail, EventDetail.event_id == Event.id
    ),
    Order((Event.id,), descending=True),
    limit=50,
    walks=MINE,
)

OWN = {
    "login_success": mark("You logged in"),
    "login_failed": mark("A log-in was refused although the password was right"),
    "logged_out": mark("You logged out"),
    "confirmed": mark("You confirmed that it was you"),
    "confirm_failed": mark("You confirmed with a wrong password"),
    "owner.set_up": mark("You set up this portal"),
    "user.signed_up": mark("You signed up"),
    "signup_verified": mark("You signed up and proved your email address"),
    "invitation_used": mark("You joined by invitation"),
    "user.email_change_asked": mark("You asked for another email address"),
    "user.email_change_undone": mark("Your old email address was taken back with a link"),
    "user.email_changed": mark("You changed your email address"),
    "user.email_proven": mark("You proved your email address"),
    "user.not_me": mark("You were logged out everywhere with a “This wasn't me” link"),
    "user.renamed": mark("You changed your name"),
    "user.password_changed": mark("You changed your password"),
    "user.password_chosen": mark("You chose your first password with a one-time link"),
    "user.password_reset": mark("You set a new password with a one-time link"),
    "second_step_failed": mark("A wrong code was typed after your password"),
    "user.app_added": mark("You added an authenticator app"),
    "user.app_removed": mark("You removed your authenticator app"),
    "user.app_stopped": mark("Your authenticator app was stopped after too many wrong codes"),
    "user.passkey_added": mark("You added a passkey"),
    "user.passkey_doubted": mark("One of your passkeys was refused, because its counter went back"),
    "user.passkey_removed": mark("You removed a passkey"),
    "user.code_used": mark("You used a recovery code"),
    "user.codes_made": mark("You made new recovery codes"),
    "user.deletion_cancelled": mark("You logged in and kept your account"),
    "user.deletion_scheduled": mark("You asked for your account to be deleted"),
    "user.export_asked": mark("You asked for a copy of your data"),
    "user.language_changed": mark("You chose a language"),
    "user.timezone_changed": mark("You chose a time zone"),
    "user.token_made": mark("You made an API token"),
    "user.token_revoked": mark("You revoked an API token"),
    "user.trust_ended": mark("You had your devices asked for the second step again"),
    "user.log_in_ended": mark("You ended a log-in elsewhere"),
    "user.factors_reset_stopped": mark("You stopped the removal of your second step"),
    "user.role_accepted": mark("You accepted a role"),
    "user.role_declined": mark("You turned a role down"),
}
BY_OTHERS = {
    "user.created": mark("Your account was created"),
    "signup_approved": mark("Your account was approved"),
    "signup_rejected": mark("Your account was not approved"),
    "user.changed": mark("Your name or email address was changed"),
    "user.suspended": mark("Your account was suspended"),
    "user.unsuspended": mark("The suspension of your account was lifted"),
    "user.deleted": mark("Your account was deleted"),
    "user.restored": mark("Your account was restored"),
    "user.address_confirmed": mark("Your email address was confirmed"),
    "user.factors_taken_back": mark("What somebody else had added to your account was removed"),
    "user.factors_reset_asked": mark("The removal of your second step was announced"),
    "user.factors_reset_cancelled": mark("The removal of your second step was taken back"),
    "user.factors_reset_dropped": mark("The removal of your second step was not done"),
    "user.factors_reset": mark("Your second step was removed"),
    "user.logged_out": mark("You were logged out"),
    "user.link_made": mark("A one-time link for your password was made"),
    "user.viewed": mark("Your pages were looked at as you see them"),
    "user.viewing_ended": mark("Your pages were looked at no longer"),
    "user.role_granted": mark("You were offered a role"),
    "user.role_withdrawn": mark("The offer of a role was taken back"),
    "user.role_lowered": mark("Your role was lowered"),
    "user.role_set": mark("Your role was changed"),
    "user.role_lapsed": mark("The offer of a role lapsed"),
}


def activity_page(seal: Seal, cursor: str, user_id: int, moment: datetime) -> Page:
    """What happened around somebody since then."""
    return ACTIVITY.page(seal, cursor, {"me": user_id, "since": moment, "since_id": first_after(moment)})


def is_own(row: Any, me: int) -> bool:
    """Whether the person did it. Before a log-in nobody is known yet: what only they can have done, they did."""
    return bool(row.actor_id == me or (row.actor_id is None and row.action in OWN))


def is_about(row: Any, me: int) -> bool:
    return bool(row.target_type == "user" and row.target_id == me)


def line_in_words(row: Any, me: int) -> str:
    """A line of the log as its person reads it. What they did elsewhere is called as the log calls it, with its target."""
    if not is_about(row, me):
        target = (row.content or {}).get("target")
        words = event_words.in_words(row.action)
        return _("%(what)s: %(target)s", what=words, target=target) if target else words
    own, by_others = OWN.get(row.action), BY_OTHERS.get(row.action)
    first, second = (own, by_others) if is_own(row, me) else (by_others, own)
    known = first or second
    if known and row.action == "user.viewed" and (reason := (row.content or {}).get("reason")):
        return _("%(what)s. The reason given: %(reason)s", what=_(known), reason=reason)
    return _(known) if known else event_words.in_words(row.action)


def who_in_words(row: Any, me: int) -> str:
    """Who did it. Anybody else is told by what they are: their name is not this person's to know."""
    if is_own(row, me):
        return _("You")
    actor = str((row.content or {}).get("actor") or "")
    return _("The operator of this portal") if actor.startswith("cli:") else _("An administrator")
