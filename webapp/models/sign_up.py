"""Who may sign up: one answer for the page, the command line and whatever comes later."""

from webapp.extensions import db
from webapp.models.counter import Tries
from webapp.models.person import Person
from webapp.models.throttle import SIGN_UP_ADDRESS, SIGN_UP_NETWORK, SIGN_UP_QUICK, count, network_of
from webapp.models.user import User

CLOSED = {
    "closed": "Accounts here are made by an administrator. Ask them for one.",
    "invite": "Accounts here are made by invitation. Ask an administrator for one.",
    "domain": "Accounts here are made by an administrator. Ask them for one.",
    "approval": "Accounts here are made by an administrator. Ask them for one.",
}


def refusal(mode: str) -> str | None:
    """Why a stranger may not sign up in this mode; None when they may."""
    return None if mode == "open" else CLOSED[mode]


def count_try(tries: Tries, *, by: Person, identifier: str, is_quick: bool) -> bool:
    """Count a sign-up, inside `writing()`. Raises TooMany for a network; False when the address was tried too often."""
    network = network_of(by.origin.network)
    count(tries, (*SIGN_UP_NETWORK, SIGN_UP_QUICK) if is_quick else SIGN_UP_NETWORK, network)
    return tries.add(SIGN_UP_ADDRESS.key(identifier), SIGN_UP_ADDRESS.window)[0] <= SIGN_UP_ADDRESS.most


def sign_up(*, by: Person, name: str, email: str, password_hash: str) -> User | None:
    """Make a member whose address nobody has confirmed yet; None when the address is taken."""
    if db.session.scalar(User.with_email(email)) is not None:
        return None
    return User.create(by=by, name=name, email=email, action="user.signed_up", password_hash=password_hash)
