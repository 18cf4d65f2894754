"""What is done with invitations: made, sent again, revoked by administrators; used by whoever was invited, once."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import insert, update

from webapp.clock import now
from webapp.dates import span_in_words
from webapp.extensions import db
from webapp.in_force import limits
from webapp.languages import _, speaking
from webapp.models import user_mail
from webapp.models.endings import spend_confirmation
from webapp.models.event import Event
from webapp.models.group import membership
from webapp.models.invitation import Invitation, invitation_group
from webapp.models.link import Link, LinkTo, open_link, use_link
from webapp.models.outbox import OutboxMail
from webapp.models.permissions import MANAGING, ROLE_PERMISSIONS, Permission, Refused, Role, authorize
from webapp.models.person import Person
from webapp.models.sign_up import decide_sign_up
from webapp.models.standing import is_in, row_of, standing
from webapp.models.user import User


def invite(
    *,
    by: Person,
    email: str,
    name: str = "",
    role: Role = Role.MEMBER,
    group_ids: Sequence[int] = (),
    rules: Mapping[str, Any],
    link_to: LinkTo | None,
) -> tuple[Invitation, str]:
    """(invitation, token of its link), inside `writing()`. With `link_to` the link is mailed, without it is for copying.

    An address that is invited already is refused by the table. Raises Refused.
    """
    check_inviter(by, role)
    refusal = decide_sign_up(rules, email, is_invited=True).refusal
    if refusal:
        raise Refused(_("Nobody can sign up here, not even by invitation. Create the person instead."), "mode")
    if db.session.scalar(User.with_email(email)) is not None:
        raise Refused(_("That address has an account already."), "address")
    invitation = Invitation(email=email, name=name, role=role.value, invited_by=by.id, expires_at=now())
    db.session.add(invitation)
    db.session.flush()
    if group_ids:
        rows = [{"invitation_id": invitation.id, "group_id": group} for group in group_ids]
        db.session.execute(insert(invitation_group), rows)
    token = send(invitation, by, link_to)
    Event.record(by=by, action="invitation_created", target=invitation, detail={"email": email, "role": role.value})
    return invitation, token


def check_inviter(by: Person, role: Role) -> None:
    """R1 and R2: nobody invites to what they could not give. Inviting an administrator is confirmed every time."""
    authorize(standing(by), Permission.USERS_WRITE)
    if role is not Role.MEMBER:
        authorize(standing(by), Permission.USERS_ROLE_WRITE, None, {"role": role})
    if role in MANAGING:
        spend_confirmation(by.login_session_id)


def send(invitation: Invitation, by: Person, link_to: LinkTo | None) -> str:
    """A new link, which kills the older one, and its mail."""
    what: dict[str, Any] = {"invitation_id": invitation.id, "is_mailed": link_to is not None}
    link, token = Link.make("invitation", address_key=invitation.email_key, created_by=by.id, **what)
    invitation.expires_at = link.expires_at
    if link_to is not None:
        mail_invitation(invitation, by, link_to(token))
    return token


def mail_invitation(invitation: Invitation, by: Person, address: str) -> None:
    """In the portal's own language: nobody knows yet what its reader speaks."""
    with speaking(""):
        life = span_in_words(limits().invitation_life)
        what = _(
            "%(name)s invites you to open an account. Choose your name and your password here, within %(time)s:",
            name=_("The operator") if by.is_command_line else by.name,
            time=life,
        )
        otherwise = _("If you do not want to, do nothing: no account is made.")
        OutboxMail.post(
            invitation.email, _("You are invited"), user_mail.letter(_("Hello,"), what, address, otherwise), kind="invitation"
        )


def send_again(invitation: Invitation, *, by: Person, link_to: LinkTo | None) -> str:
    """The token of a newer link; the older one is dead. Raises Refused when the invitation has ended."""
    db.session.refresh(invitation, with_for_update=True)
    check_inviter(by, Role(invitation.role))
    if not invitation.is_open:
        raise Refused(_("This invitation was used or revoked. Make a new one."), "status")
    token = send(invitation, by, link_to)
    Event.record(by=by, action="invitation_sent_again", target=invitation, detail={"email": invitation.email})
    return token


def revoke(invitation: Invitation, *, by: Person) -> bool:
    """Make it open nothing; False when it had ended."""
    db.session.refresh(invitation, with_for_update=True)
    authorize(standing(by), Permission.USERS_WRITE)
    if not invitation.is_open:
        return False
    invitation.revoked_at = now()
    ending = (Link.purpose == "invitation") & (Link.address_key == invitation.email_key) & Link.used_at.is_(None)
    db.session.execute(update(Link).where(ending).values(used_at=now()))
    Event.record(by=by, action="invitation_revoked", target=invitation, detail={"email": invitation.email})
    return True


def open_invitation(token: str) -> Invitation | None:
    """The invitation behind a token, while it can be used."""
    link = open_link(token, "invitation")
    invitation = db.session.get(Invitation, link.bound_to["invitation_id"]) if link is not None else None
    return invitation if invitation is not None and invitation.is_open and may_still_invite(invitation) else None


def may_still_invite(invitation: Invitation) -> bool:
    """Whether whoever invited could do so now: who was put out of the door must have left no way in."""
    if invitation.invited_by is None:
        return True
    row = row_of(invitation.invited_by)
    return row is not None and is_in(row) and Permission.USERS_WRITE in ROLE_PERMISSIONS[Role(row.role)]


def accept_invitation(token: str, *, by: Person, name: str, password_hash: str | None, rules: Mapping[str, Any]) -> User | None:
    """Make the account, for exactly one caller; None for everybody after them. A taken address is the table's refusal."""
    link = None if decide_sign_up(rules, is_invited=True).refusal else use_link(token, "invitation")
    invitation = db.session.get(Invitation, link.bound_to["invitation_id"]) if link is not None else None
    if link is None or invitation is None or not invitation.is_open or not may_still_invite(invitation):
        return None
    role = Role(invitation.role)
    offered = {} if role is Role.MEMBER else {"granted_role": role.value, "granted_by": invitation.invited_by}
    # A link that was handed over proves no mailbox.
    confirmed_at = now() if link.bound_to["is_mailed"] else None
    values = {"password_hash": password_hash, "email_confirmed_at": confirmed_at, **offered}
    user = User.create(by=by, name=name, email=invitation.email, action="invitation_used", **values)
    put_in_groups(user, invitation)
    invitation.used_at, invitation.used_by = now(), user.id
    if role in MANAGING:
        user_mail.tell_owners(user, role, inviter_of(invitation))
    return user


def put_in_groups(user: User, invitation: Invitation) -> None:
    rows = [{"group_id": group, "user_id": user.id} for group in invitation.group_ids]
    if rows:
        db.session.execute(insert(membership), rows)


def inviter_of(invitation: Invitation) -> Person:
    """Whoever invited, as far as a mail names them."""
    inviter = db.session.get(User, invitation.invited_by) if invitation.invited_by is not None else None
    return Person(name=inviter.name if inviter is not None else "")
