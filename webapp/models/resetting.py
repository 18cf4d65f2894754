"""A password asked for anew by mail, and the way back for somebody whose account another person has used."""

from datetime import datetime

from sqlalchemy import func, select, update

from webapp.clock import now
from webapp.dates import span_in_words
from webapp.extensions import db
from webapp.in_force import limits
from webapp.languages import _
from webapp.models.counter import Tries
from webapp.models.endings import end_log_ins, end_tokens, void_links
from webapp.models.event import Event, StrangerEvent
from webapp.models.known_device import KnownDevice
from webapp.models.link import Link, LinkTo, use_link
from webapp.models.person import Person
from webapp.models.taking_back import take_back
from webapp.models.throttle import count, network_of, of_reset, of_reset_network
from webapp.models.user import User
from webapp.models.user_mail import in_own_language, tell


def request_reset(email: str, *, by: Person, identifier: str, tries: Tries, link_to: LinkTo) -> None:
    """Mail a link to whoever has this address, inside `writing()`; nobody learns whether there is such a person.

    Raises TooMany for a network. What an account has had too often is left out without a word.
    """
    count(tries, of_reset_network(), network_of(by.origin.network))
    over = [limit for limit in of_reset() if tries.add(limit.key(identifier), limit.window)[0] > limit.most]
    user = db.session.scalar(User.with_email(email))
    origin = by.origin
    line = StrangerEvent(action="reset_requested", identifier_hmac=identifier, network=origin.network)
    line.request_id = origin.request_id
    db.session.add(line)
    if user is None or not user.can_log_in or over:
        # A row that opens nothing: an address is not told apart by what its answer costs.
        Link.make("reset", address_key=identifier)
    else:
        mail_reset(user, link_to(Link.make("reset", user=user, is_mailed=True)[1]))


@in_own_language("reset")
def mail_reset(user: User, address: str) -> None:
    fact = _(
        "Somebody, we hope you, asked for a new password for your account. Choose it here, within %(time)s:",
        time=span_in_words(limits().reset_link),
    )
    what = _("Choosing it logs you out everywhere. If it was not you, do nothing: your password stays as it is.")
    tell(user, _("Choose a new password"), fact, address, what)


def say_not_me(token: str, *, by: Person) -> str | None:
    """The token of a link for a new password, after ending all that stands open; None for a dead link, for all but one."""
    link = use_link(token, "not_me")
    user = link.person if link is not None else None
    if link is None or user is None:
        return None
    Event.record(by=by, action="user.not_me", target=user)
    take_back(user, told_since(user), by=by)
    return shut(user, "not me")


def told_since(user: User) -> datetime:
    """When the person was first told of what the newest link takes back: each of a thief's acts kills the link of the last.

    From now on nothing is left of them, and what comes after is judged by itself.
    """
    told = (Link.purpose == "not_me") & (Link.user_id == user.id) & (Link.expires_at > now())
    since = db.session.scalars(select(func.min(Link.created_at)).where(told)).one()
    db.session.execute(update(Link).where(told).values(expires_at=now()))
    return since or now()


def shut(user: User, reason: str) -> str:
    """End every log-in, token, link and known browser; what is left is a new link for a new password."""
    end_log_ins(user.id, reason)
    end_tokens(user.id)
    void_links(user.id)
    KnownDevice.forget_all(user.id)
    return Link.make("reset", user=user, is_mailed=True)[1]
