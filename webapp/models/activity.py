"""What happened to a person's account lately: what they did, and what administrators did to it."""

from typing import Any

from sqlalchemy import BindParameter, bindparam, select, union

from webapp.models import event_words
from webapp.models.event import Event, EventDetail
from webapp.models.keyset import Keyset, Order

me: BindParameter[int] = bindparam("me")
since = bindparam("since", type_=Event.at.type)
# Two short walks over two indexes; one condition with OR would read the whole log.
MINE = union(
    select(Event.id).where(Event.actor_id == me, Event.at >= since),
    select(Event.id).where(Event.target_type == "user", Event.target_id == me, Event.at >= since),
)
ACTIVITY = Keyset(
    select(Event.id, Event.at, Event.actor_id, Event.action, Event.target_type, Event.target_id, EventDetail.content)
    .outerjoin(EventDetail, EventDetail.event_id == Event.id)
    .where(Event.id.in_(MINE)),
    Order((Event.id,), descending=True),
    limit=50,
)

OWN = {
    "login_success": "You logged in",
    "login_failed": "A log-in was refused although the password was right",
    "logged_out": "You logged out",
    "confirmed": "You confirmed that it was you",
    "confirm_failed": "You confirmed with a wrong password",
    "owner.set_up": "You set up this portal",
    "user.signed_up": "You signed up",
    "signup_verified": "You signed up and proved your email address",
    "invitation_used": "You joined by invitation",
    "user.email_change_asked": "You asked for another email address",
    "user.email_change_undone": "Your old email address was taken back with a link",
    "user.email_changed": "You changed your email address",
    "user.email_proven": "You proved your email address",
    "user.not_me": "You were logged out everywhere with a “This wasn't me” link",
    "user.renamed": "You changed your name",
    "user.password_changed": "You changed your password",
    "user.password_chosen": "You chose your first password with a one-time link",
    "user.password_reset": "You set a new password with a one-time link",
    "second_step_failed": "A wrong code was typed after your password",
    "user.app_added": "You added an authenticator app",
    "user.app_removed": "You removed your authenticator app",
    "user.app_stopped": "Your authenticator app was stopped after too many wrong codes",
    "user.passkey_added": "You added a passkey",
    "user.passkey_doubted": "One of your passkeys was refused, because its counter went back",
    "user.passkey_removed": "You removed a passkey",
    "user.code_used": "You used a recovery code",
    "user.codes_made": "You made new recovery codes",
    "user.deletion_cancelled": "You logged in and kept your account",
    "user.deletion_scheduled": "You asked for your account to be deleted",
    "user.export_asked": "You asked for a copy of your data",
    "user.language_changed": "You chose a language",
    "user.timezone_changed": "You chose a time zone",
    "user.token_made": "You made an API token",
    "user.token_revoked": "You revoked an API token",
    "user.trust_ended": "You had your devices asked for the second step again",
    "user.log_in_ended": "You ended a log-in elsewhere",
    "user.role_accepted": "You accepted a role",
    "user.role_declined": "You turned a role down",
}
BY_OTHERS = {
    "user.created": "Your account was created",
    "signup_approved": "Your account was approved",
    "signup_rejected": "Your account was not approved",
    "user.changed": "Your name or email address was changed",
    "user.suspended": "Your account was suspended",
    "user.unsuspended": "The suspension of your account was lifted",
    "user.deleted": "Your account was deleted",
    "user.restored": "Your account was restored",
    "user.address_confirmed": "Your email address was confirmed",
    "user.factors_taken_back": "What somebody else had added to your account was removed",
    "user.factors_reset": "Your second step was removed",
    "user.logged_out": "You were logged out",
    "user.link_made": "A one-time link for your password was made",
    "user.role_granted": "You were offered a role",
    "user.role_withdrawn": "The offer of a role was taken back",
    "user.role_lowered": "Your role was lowered",
    "user.role_set": "Your role was changed",
    "user.role_lapsed": "The offer of a role lapsed",
}


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
        return f"{words}: {target}" if target else words
    own, by_others = OWN.get(row.action), BY_OTHERS.get(row.action)
    first, second = (own, by_others) if is_own(row, me) else (by_others, own)
    return first or second or event_words.in_words(row.action)


def who_in_words(row: Any, me: int) -> str:
    """Who did it. Anybody else is told by what they are: their name is not this person's to know."""
    if is_own(row, me):
        return "You"
    actor = str((row.content or {}).get("actor") or "")
    return "The operator of this portal" if actor.startswith("cli:") else "An administrator"
