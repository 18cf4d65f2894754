"""One try to log in: looked up, compared outside any transaction, decided and recorded inside one."""

import math
from collections.abc import Mapping

from sqlalchemy import bindparam, select

from webapp.clock import now
from webapp.database import read
from webapp.extensions import db
from webapp.models import account_mail
from webapp.models import password as passwords
from webapp.models.counter import Tried, Tries
from webapp.models.event import Event, StrangerEvent
from webapp.models.known_device import KnownDevice
from webapp.models.link import LinkTo, address_for
from webapp.models.person import Person
from webapp.models.throttle import (
    ACCOUNT,
    EVERYWHERE,
    FIRST_WAIT,
    LONGEST_WAIT,
    NETWORK,
    PAIR,
    WAIT,
    Limit,
    TooMany,
    identifier,
    is_reached,
    network_of,
)
from webapp.models.user import User, email_key

BY_ADDRESS = select(User.id, User.password_hash).where(User.email_key == bindparam("email_key"))
REFUSED = "Email or password is incorrect."


class LogIn:
    """A try by `by`, a visitor. Order: `look_up`, `compare` (slow), then `finish` inside `writing()`."""

    def __init__(self, email: str, *, by: Person, device: str, secret: str, tries: Tries) -> None:
        self.email, self.by, self.device, self.tries = email, by, device, tries
        self.identifier = identifier(email, secret)
        self.network = network_of(by.origin.network)
        self.pair = f"{self.identifier}:{self.network}"
        self.wait = Limit(WAIT, 0, LONGEST_WAIT).key(self.identifier)
        self.user_id: int | None = None
        self.stored: str | None = None
        self.new_hash: str | None = None
        self.is_right = self.is_known = False

    def look_up(self) -> None:
        """Find the person, and turn a network away that has used up its tries before it costs a hash."""
        row = read(BY_ADDRESS, {"email_key": email_key(self.email)}).first()
        if row is not None:
            self.user_id, self.stored = row.id, row.password_hash
        self.is_known = KnownDevice.is_known(self.user_id, self.device)
        self.check_network(self.counters())

    def compare(self, password: str) -> None:
        """Compare the password; an unknown address costs the same."""
        self.is_right = passwords.matches(self.stored, password)
        if self.is_right and self.stored and passwords.is_outdated(self.stored):
            self.new_hash = passwords.make_hash(password)

    def finish(self) -> User | None:
        """The person, if the password was right and no limit is reached; otherwise the failure is counted."""
        counters = self.counters()
        self.check_network(counters)
        is_locked = self.has_to_wait(counters) or not self.take_try()
        user = db.session.get(User, self.user_id) if self.is_right and not is_locked else None
        # Somebody may have changed the password while the old one was compared.
        if user is not None and user.password_hash == self.stored:
            self.succeed(user)
            return user
        if not is_locked:
            self.count_failure()
        self.note("locked" if is_locked else "wrong")
        return None

    def counters(self) -> Mapping[str, Tried]:
        keys = [limit.key(self.network) for limit in NETWORK] + [limit.key(self.identifier) for limit in ACCOUNT]
        return self.tries.current([*keys, PAIR.key(self.pair), self.wait, EVERYWHERE.key("")])

    def check_network(self, counters: Mapping[str, Tried]) -> None:
        limits = [(limit, self.network) for limit in NETWORK]
        if not self.is_known:
            limits.append((EVERYWHERE, ""))
        for limit, subject in limits:
            if is_reached(limit, counters, subject):
                ends = counters[limit.key(subject)].expires_at
                raise TooMany(max(1, math.ceil((ends - now()).total_seconds())))

    def has_to_wait(self, counters: Mapping[str, Tried]) -> bool:
        """Whether this pair, or this account for browsers that it does not know, has used up its tries."""
        return is_reached(PAIR, counters, self.pair) or (not self.is_known and self.wait in counters)

    def take_try(self) -> bool:
        """Take one of the pair's tries before anything is decided; False when parallel ones have just taken the last.

        The counter is locked by it until the commit, so that a right password among wrong ones is judged in its turn.
        """
        if self.tries.add(PAIR.key(self.pair), PAIR.window)[0] <= PAIR.most:
            return True
        self.tries.add(PAIR.key(self.pair), PAIR.window, -1)
        return False

    def count_failure(self) -> None:
        """Count it everywhere else; the pair's try is taken."""
        for limit in NETWORK:
            self.tries.add(limit.key(self.network), limit.window)
        self.tries.add(EVERYWHERE.key(""), EVERYWHERE.window)
        if not self.is_known:
            counted = [self.tries.add(limit.key(self.identifier), limit.window)[0] - limit.most for limit in ACCOUNT]
            self.hold_back(max(counted))

    def hold_back(self, over: int) -> None:
        """Make strange browsers wait: 30 s once the account's limit is reached, doubled by each failure more."""
        if over >= 0:
            wait = min(FIRST_WAIT * 2 ** min(over, 20), LONGEST_WAIT)
            self.tries.add(self.wait, wait)

    def succeed(self, user: User) -> None:
        """Forget this person's own mistypings; what was counted on the network stays."""
        self.tries.forget(PAIR.key(self.pair))
        if self.new_hash:
            user.password_hash = self.new_hash

    def note(self, reason: str) -> None:
        """A line in the unchained log: strangers cannot make the chain grow."""
        origin = self.by.origin
        action = "login_locked" if reason == "locked" else "login_failed"
        line = StrangerEvent(action=action, reason=reason, identifier_hmac=self.identifier, network=origin.network)
        line.request_id = origin.request_id
        db.session.add(line)


def refuse_state(user: User, *, by: Person) -> str | None:
    """Why somebody with the right password still may not come in, in words for them; recorded. None: they may.

    Who is about to leave may as far as the question whether they want to keep their account (`entering.let_in`).
    """
    if user.can_log_in or user.is_leaving:
        return None
    Event.record(by=by, action="login_failed", target=user, detail={"reason": user.status})
    if user.status == "suspended":
        reason = f" Reason: {user.suspended_reason}" if user.is_reason_visible else ""
        return f"Your account is suspended.{reason} Ask an administrator if you think this is a mistake."
    if user.status == "pending":
        return "Your account is waiting for approval. You will be able to log in once an administrator has approved it."
    if user.status == "deleted" and user.rejected_reason is not None:
        reason = f" Reason: {user.rejected_reason}" if user.rejected_reason else ""
        return f"An administrator has decided not to give you an account.{reason}"
    return REFUSED


def welcome(
    user: User, *, by: Person, methods: str = "password", is_new_browser: bool = False, not_me: LinkTo | None = None
) -> None:
    """Record a log-in; one with a new browser is told to the person by mail, with a way out where mail leaves."""
    detail = {"methods": methods, "browser": by.origin.user_agent, "new_browser": is_new_browser}
    Event.record(by=by, action="login_success", target=user, detail=detail)
    if is_new_browser:
        account_mail.tell_new_browser(user, by.origin, address_for("not_me", user, not_me))
