"""One try to log in: looked up, compared outside any transaction, decided and recorded inside one."""

from sqlalchemy import bindparam, select

from webapp.database import read
from webapp.extensions import db
from webapp.languages import _, mark
from webapp.models import account_mail
from webapp.models import password as passwords
from webapp.models.counter import Tries
from webapp.models.event import Event, StrangerEvent
from webapp.models.known_device import KnownDevice
from webapp.models.link import LinkTo, address_for
from webapp.models.log_in_tries import LogInTries
from webapp.models.person import Person
from webapp.models.throttle import identifier, network_of
from webapp.models.user import User, email_key

BY_ADDRESS = select(User.id, User.password_hash).where(User.email_key == bindparam("email_key"))
REFUSED = mark("Email or password is incorrect.")


class LogIn:
    """A try by `by`, a visitor. Order: `look_up`, `compare` (slow), then `finish` inside `writing()`."""

    def __init__(self, email: str, *, by: Person, device: str, secret: str, tries: Tries) -> None:
        self.email, self.by, self.device, self.counting = email, by, device, tries
        self.identifier = identifier(email, secret)
        self.user_id: int | None = None
        self.stored: str | None = None
        self.new_hash: str | None = None
        self.is_right = False

    def look_up(self) -> None:
        """Find the person, and turn a network away that has used up its tries before it costs a hash."""
        row = read(BY_ADDRESS, {"email_key": email_key(self.email)}).first()
        if row is not None:
            self.user_id, self.stored = row.id, row.password_hash
        is_known = KnownDevice.is_known(self.user_id, self.device)
        network = network_of(self.by.origin.network)
        self.tries = LogInTries(self.counting, identifier=self.identifier, network=network, is_known=is_known)
        self.tries.check()

    def compare(self, password: str) -> None:
        """Compare the password; an unknown address costs the same."""
        self.is_right = passwords.matches(self.stored, password)
        if self.is_right and self.stored and passwords.is_outdated(self.stored):
            self.new_hash = passwords.make_hash(password)

    def finish(self) -> User | None:
        """The person, if the password was right and no limit is reached; otherwise the try stays counted."""
        is_judged = self.tries.check() and self.tries.take()
        user = db.session.get(User, self.user_id) if self.is_right and is_judged else None
        # Somebody may have changed the password while the old one was compared.
        if user is not None and user.password_hash == self.stored:
            self.tries.succeed()
            if self.new_hash:
                user.password_hash = self.new_hash
            return user
        self.note("wrong" if is_judged else "locked")
        return None

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
    Event.record(by=by, action="login_failed", target=user, detail={"reason": "suspended" if user.is_held_back else user.status})
    if user.status == "suspended" or user.is_held_back:
        return suspended(user.suspended_reason if user.is_reason_visible else "")
    if user.status == "pending":
        return _("Your account is waiting for approval. You will be able to log in once an administrator has approved it.")
    if user.status == "deleted" and user.rejected_reason is not None:
        return rejected(user.rejected_reason)
    return _(REFUSED)


def suspended(reason: str) -> str:
    if not reason:
        return _("Your account is suspended. Ask an administrator if you think this is a mistake.")
    return _(
        "Your account is suspended. Reason: %(reason)s Ask an administrator if you think this is a mistake.",
        reason=reason,
    )


def rejected(reason: str) -> str:
    if not reason:
        return _("An administrator has decided not to give you an account.")
    return _("An administrator has decided not to give you an account. Reason: %(reason)s", reason=reason)


def welcome(
    user: User, *, by: Person, methods: str = "password", is_new_browser: bool = False, not_me: LinkTo | None = None
) -> None:
    """Record a log-in; one with a new browser is told to the person by mail, with a way out where mail leaves."""
    detail = {"methods": methods, "browser": by.origin.user_agent, "new_browser": is_new_browser}
    Event.record(by=by, action="login_success", target=user, detail=detail)
    if is_new_browser:
        account_mail.tell_new_browser(user, by.origin, address_for("not_me", user, not_me))
