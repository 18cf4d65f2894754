"""What is done with identities elsewhere: found, linked, unlinked, and accounts made by them."""

from collections.abc import Iterable, Mapping
from typing import Any

from webapp.clock import now
from webapp.extensions import db
from webapp.languages import _, mark
from webapp.models import identity_mail
from webapp.models.approval import tell_administrators
from webapp.models.claimed import Claimed
from webapp.models.endings import forget_trusted
from webapp.models.event import Event
from webapp.models.identity import Identity
from webapp.models.invitation import Invitation
from webapp.models.inviting import accept_invitation, open_invitation
from webapp.models.link import LinkTo, address_for
from webapp.models.login_session import LoginSession
from webapp.models.mapped_groups import map_groups
from webapp.models.own_account import own
from webapp.models.permissions import Refused
from webapp.models.person import Person
from webapp.models.sign_up import Verdict, decide_sign_up
from webapp.models.user import User, email_key
from webapp.models.ways_in import has_way_in
from webapp.providers import Provider

LAST = mark("This is your only way to log in. Set a password or add a passkey first.")


def person_called(claimed: Claimed) -> User | None:
    """Whose identity it is, their row held until the commit; noted as used. Inside `writing()`."""
    found = db.session.scalar(Identity.called(claimed.issuer, claimed.subject))
    if found is None:
        return None
    user = db.session.get_one(User, found.user_id, with_for_update={"key_share": True})
    found.last_used_at = now()
    return user


def is_own(by: Person, claimed: Claimed) -> bool:
    """Whether it is an identity of whoever acts."""
    found = db.session.scalar(Identity.called(claimed.issuer, claimed.subject))
    return found is not None and found.user_id == by.id


def decide_about(claimed: Claimed, rules: Mapping[str, Any], *, sends_mail: bool) -> Verdict:
    """Whether somebody whom a provider names may sign up: the one function decides, and an address is wanted.

    A list of domains looks at proven addresses only. Where mail is sent, no account has an address that nobody proved.
    """
    if not claimed.email:
        return Verdict(no_address(claimed))
    verdict = decide_sign_up(rules, claimed.email if claimed.has_proven_email else "")
    if verdict.refusal is None and sends_mail and not claimed.has_proven_email:
        return Verdict(unproven(claimed))
    return verdict


def no_address(claimed: Claimed) -> str:
    return _("%(label)s has not told us your email address, and without one there is no account here.", label=claimed.label)


def unproven(claimed: Claimed) -> str:
    return _(
        "%(label)s has not confirmed that %(email)s is yours. "
        "Sign up with that address here, then link %(label)s to your account.",
        label=claimed.label,
        email=claimed.email,
    )


def linked_twice(claimed: Claimed) -> str:
    return _(
        "%(label)s: You have linked another person of that provider already. Unlink them first.",
        label=claimed.label,
    )


def has_account(claimed: Claimed) -> bool:
    """Whether somebody here has that address. It is no reason to let them in: they log in first, then link."""
    return bool(claimed.email) and db.session.scalar(User.with_email(claimed.email)) is not None


def sign_up_by(claimed: Claimed, verdict: Verdict, *, by: Person, name: str, queue: str) -> User:
    """Make an account with this identity and no password. A taken address is refused by the table."""
    values: dict[str, Any] = {"status": verdict.status}
    if claimed.has_proven_email:
        values["email_confirmed_at"] = now()
    user = User.create(by=by, name=name, email=claimed.email, action="user.signed_up", **values)
    bind(user, claimed, by)
    if verdict.is_waiting:
        tell_administrators(queue)
    return user


def invitation_for(claimed: Claimed, token: str, rules: Mapping[str, Any]) -> Invitation | None:
    """The invitation with whose link somebody came, where the provider has proven that its address is theirs."""
    found = None if decide_sign_up(rules, is_invited=True).refusal else open_invitation(token)
    is_theirs = found is not None and claimed.has_proven_email and email_key(claimed.email) == found.email_key
    return found if is_theirs else None


def join_by(claimed: Claimed, token: str, *, by: Person, name: str, rules: Mapping[str, Any]) -> User | None:
    """Make the invited person's account with this identity, once; None when the invitation is over, or for somebody else."""
    if invitation_for(claimed, token, rules) is None:
        return None
    user = accept_invitation(token, by=by, name=name, password_hash=None, rules=rules)
    if user is not None:
        user.email_confirmed_at = user.email_confirmed_at or now()
        bind(user, claimed, by)
    return user


def bind(user: User, claimed: Claimed, by: Person) -> None:
    identity = Identity(user_id=user.id, issuer=claimed.issuer, subject=claimed.subject, label=claimed.label)
    identity.shown_as, identity.last_used_at = claimed.shown_as, now()
    db.session.add(identity)
    db.session.flush()
    detail = {"provider": claimed.label, "as": claimed.shown_as}
    Event.record(by=by, action="user.identity_linked", target=user, fields=("identities",), detail=detail)


def link_identity(by: Person, claimed: Claimed, not_me: LinkTo | None) -> LoginSession | None:
    """Bind an identity to whoever acts; None when it is theirs already. Raises Refused. Their log-in wants a new token."""
    user = own(by)
    if is_own(by, claimed):
        return None
    if db.session.scalar(Identity.called(claimed.issuer, claimed.subject)) is not None:
        raise Refused(_("%(label)s: It is linked to another account here already.", label=claimed.label), "identity")
    if db.session.scalar(Identity.of(user.id).where(Identity.issuer == claimed.issuer)) is not None:
        raise Refused(linked_twice(claimed), "identity")
    link = address_for("not_me", user, not_me)  # before it is bound: the link takes back what came after it
    bind(user, claimed, by)
    identity_mail.tell_linked(user, by.origin, claimed.label, claimed.shown_as, link)
    return db.session.get_one(LoginSession, by.login_session_id)


def unlink_identity(by: Person, identity_id: int, not_me: LinkTo | None, providers: Iterable[Provider]) -> LoginSession | None:
    """Forget one of one's own; None when there is none of that number. Raises Refused for the last way to log in.

    With it goes what its provider hands out: who is in no group there any more cannot keep the role by unlinking.
    """
    user = own(by)
    identity = db.session.scalar(Identity.of(user.id).where(Identity.id == identity_id))
    if identity is None:
        return None
    db.session.delete(identity)
    if not has_way_in(user.id):
        raise Refused(_(LAST), "last")
    forget_trusted(user.id)
    detail = {"provider": identity.label, "as": identity.shown_as}
    Event.record(by=by, action="user.identity_unlinked", target=user, fields=("identities",), detail=detail)
    for provider in providers:
        if provider.issuer == identity.issuer:
            map_groups(user, provider, Claimed(identity.issuer, identity.subject, provider.label), by=by)
    link = address_for("not_me", user, not_me)
    identity_mail.tell_unlinked(user, by.origin, identity.label, identity.shown_as, link)
    return db.session.get_one(LoginSession, by.login_session_id)
