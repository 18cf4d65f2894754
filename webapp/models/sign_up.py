"""Who may sign up: one answer for the page, sign-in by others, the API and the command line."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from webapp.extensions import db
from webapp.languages import _, mark
from webapp.models.approval import tell_administrators
from webapp.models.counter import Tries
from webapp.models.mail_domain import is_listed, listed
from webapp.models.person import Person
from webapp.models.throttle import count, network_of, of_sign_up, of_sign_up_address
from webapp.models.user import User

CLOSED = mark("Accounts here are made by an administrator. Ask them for one.")
INVITE = mark("Accounts here are made by invitation. Ask an administrator for one.")
DOMAIN = mark("Addresses of that domain cannot sign up here. Use the address of your organisation, or ask an administrator.")


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether somebody may sign up: why not, in words for them, or the status with which their account begins."""

    refusal: str | None = None
    status: str = "active"

    @property
    def is_waiting(self) -> bool:
        return self.status == "pending"


def decide_sign_up(rules: Mapping[str, Any], email: str | None = None, *, is_invited: bool = False) -> Verdict:
    """May they, under the settings in force? Without an address: may anybody, so that a page can be shown.

    Where nobody signs up, no invitation lets in either: an administrator creates the account. Anywhere else an
    invitation is an administrator's word, which no domain and no queue stands against.
    """
    mode = rules["signup_mode"]
    if mode == "closed":
        return Verdict(_(CLOSED))
    if is_invited:
        return Verdict()
    if mode == "invite":
        return Verdict(_(INVITE))
    if mode == "domain":
        return decide_domain(rules["signup_domains"], email)
    return Verdict(status="pending" if mode == "approval" else "active")


def decide_domain(domains: str, email: str | None) -> Verdict:
    if not listed(domains):
        return Verdict(_(CLOSED))
    return Verdict() if email is None or is_listed(email, domains) else Verdict(_(DOMAIN))


def count_try(tries: Tries, *, by: Person, identifier: str, is_quick: bool) -> bool:
    """Count a sign-up, inside `writing()`. Raises TooMany for a network; False when the address was tried too often."""
    count(tries, of_sign_up(is_quick), network_of(by.origin.network))
    limit = of_sign_up_address()
    return tries.add(limit.key(identifier), limit.window)[0] <= limit.most


def sign_up(*, by: Person, name: str, email: str, password_hash: str, verdict: Verdict, queue: str) -> User | None:
    """Make a member whose address nobody has confirmed yet; None when the address is taken.

    `queue` is the address at which administrators find who waits.
    """
    if db.session.scalar(User.with_email(email)) is not None:
        return None
    user = User.create(by=by, name=name, email=email, action="user.signed_up", password_hash=password_hash, status=verdict.status)
    if verdict.is_waiting:
        tell_administrators(queue)
    return user
