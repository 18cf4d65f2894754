"""This browser's log-in: the person behind the signed cookie, read once per request."""

import ipaddress
import secrets

from flask import current_app, g, request, session, url_for
from flask_login import login_user, logout_user

from webapp.access.viewing import KEPT as VIEW_AS
from webapp.access.viewing import person_seen
from webapp.clock import now
from webapp.database import writing
from webapp.extensions import db, login
from webapp.in_force import limits
from webapp.models.endings import stale
from webapp.models.login_session import (
    BY_OLD_TOKEN,
    BY_TOKEN,
    LoginSession,
    is_admitted,
    is_alive,
    person_of,
    token_hash,
)
from webapp.models.permissions import Role
from webapp.models.person import Origin, Person
from webapp.models.required_factor import must_enrol
from webapp.models.user import User
from webapp.site import settings


def origin() -> Origin:
    """Where this request comes from, as far as a header can be believed."""
    kept = g._get_current_object()  # past the proxy, once
    found: Origin | None = kept.get("origin")
    if found is None:
        environ = request.environ
        agent = environ.get("HTTP_USER_AGENT", "").encode("latin-1", "replace").decode("utf-8", "replace")
        if not agent.isprintable():
            agent = "".join(character for character in agent if character.isprintable())
        found = kept.origin = Origin(kept.get("request_id", ""), network(), agent[:300])
    return found


def network() -> str:
    """The peer's address; X-Forwarded-For is read from the right, past proxies that are trusted by name."""
    environ = request.environ
    peer: str = environ.get("REMOTE_ADDR", "")
    trusted = current_app.config["LODGE"].trusted_proxies
    hops = [hop.strip() for hop in environ.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()] if trusted else []
    while hops and is_within(peer, trusted):
        peer = hops.pop()
    return peer[:64]


def is_within(address: str, networks: tuple[str, ...]) -> bool:
    try:
        return any(ipaddress.ip_address(address) in ipaddress.ip_network(one, strict=False) for one in networks)
    except ValueError:
        return False


@login.user_loader
def load_person(token: str) -> Person | None:
    """The person behind the cookie's token, or None when that log-in has ended."""
    hashed = token_hash(token)
    row = BY_TOKEN.first(token_hash=hashed)
    if row is None:
        row = BY_OLD_TOKEN.first(token_hash=hashed, moment=now())
    if row is None:
        return None
    if not is_alive(row) or not is_admitted(row):
        g.lapsed_user_id = row.user_id
        return None
    g.login_row = row
    person = person_of(row, token, origin())
    return person_seen(person) if VIEW_AS in session else person


def visitor() -> Person:
    return Person.visitor(origin())


# Flask-Login calls it to make its anonymous user.
login.anonymous_user = visitor
login.session_protection = None
# It would hash the browser's address and name at each request for the protection that is off.
login._session_identifier_generator = str
# Where the person was going, and what they had typed when their last log-in lapsed.
SURVIVE_LOG_IN = ("back", "kept")


def touch() -> None:
    """Note that this log-in was seen, not at every request, and give it a new token when it is due."""
    row = g.get("login_row")
    if row is None or g.get("is_read_only") or (not row.must_rotate and now() - row.last_seen_at < limits().session_seen):
        return
    with writing():
        # The person before the log-in, as every act upon people: two that met the other way round would lock each other.
        user = db.session.get_one(User, row.user_id, with_for_update={"key_share": True})
        found = db.session.get(LoginSession, row.id)
        if found is None:
            return
        if found.must_rotate and found.token_hash == token_hash(session["_user_id"]):
            session["_user_id"] = found.rotate()
        found.last_seen_at = now()
        user.last_seen_at = now()


def open_session(user: User, *, keep: bool = False, methods: str = "password", is_fresh: bool = True) -> None:
    """Start a log-in for this browser, inside `writing()`: new token, new CSRF seed, the way back kept.

    One that is not `is_fresh` has not proven enough to count as a confirmation.
    """
    row, token = LoginSession.start(user, origin(), keep=keep, methods=methods)
    ask_for_factor(row, user)
    row.authenticated_at = now() if is_fresh else stale()
    user.last_seen_at = now()
    keep_way()
    session["csrf_token"] = secrets.token_hex(20)
    session.permanent = row.is_kept
    db.session.flush()
    login_user(person_of_new(row, user, token), force=True)


def ask_for_factor(row: LoginSession, user: User) -> None:
    """Lead this log-in to adding a second factor, if its person is to have one and has none; inside `writing()`."""
    row.must_enrol = must_enrol(user, settings()["second_factor"])


def keep_way() -> None:
    """Empty this browser's cookie but for where the person was going and what they had typed."""
    kept = {name: session[name] for name in SURVIVE_LOG_IN if name in session}
    session.clear()
    session.update(kept)


def person_of_new(row: LoginSession, user: User, token: str) -> Person:
    return Person(
        id=user.id,
        name=user.name,
        email=user.email,
        role=Role(user.role),
        granted_role=Role(user.granted_role) if user.granted_role else None,
        login_session_id=row.id,
        authenticated_at=row.authenticated_at,
        must_enrol=row.must_enrol,
        timezone=user.timezone,
        language=user.language,
        token=token,
        origin=origin(),
    )


def renew_session(row: LoginSession) -> None:
    """After a step-up or a change of password, inside `writing()`: new token, new CSRF seed, the same log-in."""
    session["_user_id"] = row.rotate()
    session["csrf_token"] = secrets.token_hex(20)


def close_session() -> None:
    """Forget the log-in in this browser; the row is ended by the caller, inside `writing()`."""
    logout_user()
    session.clear()


def way_back() -> str:
    """Where the person wanted to go before they logged in; asked once, never a parameter."""
    return str(session.pop("back", None) or url_for("main.home.index"))
