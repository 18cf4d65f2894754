"""A person changes their own address: proven by a link to the new one, undone for a week by a link to the old one."""

from sqlalchemy import update

from webapp.clock import now
from webapp.extensions import db
from webapp.languages import _
from webapp.models import address_mail
from webapp.models.counter import Tries
from webapp.models.endings import forget_trusted, void_links
from webapp.models.leaving import stay
from webapp.models.link import Link, LinkTo, address_for, open_link
from webapp.models.own_account import own
from webapp.models.permissions import Refused
from webapp.models.person import Person
from webapp.models.resetting import shut
from webapp.models.throttle import of_address_change, of_address_told
from webapp.models.user import User, email_key
from webapp.models.user_acts import record


def request_change(email: str, *, by: Person, identifier: str, tries: Tries, link_to: LinkTo, not_me: LinkTo) -> None:
    """Write to the new address and to the old one, inside `writing()`. Raises Refused with a sentence.

    Whoever has the new address already is told so there; the one who asks sees no difference.
    """
    user = own(by)
    if email_key(email) == user.email_key and user.email_confirmed_at is not None:
        raise Refused(_("That is your address already."), "address")
    if tries.add((limit := of_address_change()).key(str(user.id)), limit.window)[0] > limit.most:
        raise Refused(_("You asked for this too often. Try again later."), "limit")
    holder = db.session.scalar(User.with_email(email))
    if holder is None or holder.id == user.id:
        token = Link.make("email", user=user, address_key=email_key(email), email=email)[1]
        address_mail.tell_new_address(user, email, link_to(token))
    elif tries.add((told := of_address_told()).key(identifier), told.window)[0] <= told.most:
        address_mail.tell_holder(holder)
    if email_key(email) != user.email_key:
        address_mail.tell_asked(user, email, by.origin, address_for("not_me", user, not_me))
    record(user, by, "user.email_change_asked", {}, new=email)


def open_change(token: str, by: Person) -> Link | None:
    """The link to a new address, for the person who asked and nobody else."""
    link = open_link(token, "email")
    return link if link is not None and link.user_id == by.id else None


def finish_change(token: str, *, by: Person, undo: LinkTo) -> bool:
    """Take the new address on, for exactly one caller. A taken one is the table's refusal."""
    user = own(by)
    link = open_change(token, by)
    if link is None or not link.use():
        return False
    if link.address_key == user.email_key:
        was = {"email_confirmed_at": user.email_confirmed_at}
        user.email_confirmed_at = now()
        record(user, by, "user.email_proven", was)
        return True
    move(user, link.bound_to["email"], by, undo, is_proven=True)
    return True


def change_at_once(email: str, *, by: Person) -> bool:
    """Where no mail leaves: the address holds now and counts as unconfirmed; the old one is told in the outbox."""
    user = own(by)
    if email_key(email) == user.email_key:
        return False
    move(user, email, by, None, is_proven=False)
    return True


def move(user: User, email: str, by: Person, undo: LinkTo | None, *, is_proven: bool) -> None:
    """From now on this is their address: tokens for the old one die, but for the one with which they take it back."""
    was = {"email": user.email, "email_confirmed_at": user.email_confirmed_at}
    old, old_key = user.email, user.email_key
    user.email, user.email_confirmed_at = email, now() if is_proven else None
    user.index()
    user.version += 1
    db.session.flush()
    void_links(user.id)
    forget_trusted(user.id)
    back = undo(Link.make("undo", user=user, address_key=old_key, email=old)[1]) if undo is not None else None
    address_mail.tell_changed(user, old, by.origin, back)
    record(user, by, "user.email_changed", was)


def undo_change(token: str, *, by: Person) -> str | None:
    """Back to the old address, once, and out with whoever is in: the token of a link for a new password, or None.

    A deletion that was asked for under the new address is cancelled.
    An address that somebody else has by now is the table's refusal.
    """
    link = open_link(token, "undo")
    user = link.person if link is not None else None
    if link is None or user is None or not link.use():
        return None
    was = {"email": user.email}
    given_up = user.email
    user.email, user.email_confirmed_at = link.bound_to["email"], now()
    user.index()
    user.version += 1
    db.session.flush()
    # Whoever moved the account on further has such links too.
    others = update(Link).where(Link.user_id == user.id, Link.purpose == "undo", Link.used_at.is_(None))
    db.session.execute(others.values(used_at=now()))
    address_mail.tell_undone(user, given_up)
    stay(user, by=by)
    record(user, by, "user.email_change_undone", was)
    forget_trusted(user.id)
    return shut(user, "address taken back")
