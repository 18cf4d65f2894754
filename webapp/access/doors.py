"""Closed by default: a view opens itself with `@public` or names its permission with `@needs`."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import abort, current_app, g, redirect, request, session, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from webapp.access.bearer import check_bearer
from webapp.access.browser import touch
from webapp.access.kept import asked_address, keep_typed
from webapp.access.legal import lead_to_acceptance
from webapp.access.modes import check_mode
from webapp.access.viewing import check_private
from webapp.models.permissions import JUST_NOW, Permission, StepUpNeeded, authorize, is_fresh

View = Callable[..., Any]
# The same for everybody: not even the database is asked who it is, so that they answer while it is away.
ASKS_NOBODY = frozenset({"static", "main.health.livez"})

# What is open to somebody who has to add a second factor before anything else.
ENROLMENT = (
    "account.two_factor.",
    "account.authenticator.",
    "account.recovery_codes.",
    "account.passkeys.",
    "account.confirm.",
    "account.passkey_confirm.",
    "auth.log_in.log_out",
    "auth.oidc.",
    "auth.resume.",
    "main.logo.",
    "main.theme.",
    "main.health.",
)


def public(view: View) -> View:
    """Open a view to visitors."""
    view.is_public = True  # type: ignore[attr-defined]
    return view


def needs(permission: str) -> Callable[[View], View]:
    """Let in only who holds a permission. A misspelt one stops the start."""
    named = Permission(permission)

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(*arguments: Any, **values: Any) -> Any:
            authorize(current_user, named)
            return view(*arguments, **values)

        guarded.permission = named  # type: ignore[attr-defined]
        return guarded

    return decorate


def ensure_confirmed(*, every_time: bool = False) -> None:
    """Have the person confirm that it is them, unless they have just done so: in ten minutes by default, or in two and just once.

    An act that is confirmed every time ends with `spend_confirmation`.
    """
    if not is_fresh(current_user, JUST_NOW if every_time else None):
        raise StepUpNeeded


def ensure(allowed: bool) -> None:
    """403 unless allowed: for things that a person may see and not do."""
    if not allowed:
        abort(403)


def check_door() -> Response | None:
    """Before every view: who is not signed in goes to log in, unless the view is public."""
    endpoint = request.endpoint
    if endpoint is None or endpoint in ASKS_NOBODY:
        return None  # an address that nobody knows is a 404 to everybody
    view = current_app.view_functions[endpoint]
    if getattr(view, "is_by_token", False):
        check_mode(endpoint, None)
        return check_bearer()
    person = current_user._get_current_object()  # past the proxy, once
    check_mode(endpoint, person)
    if person.is_authenticated:
        if person.viewer:
            check_private()
        touch()
        return lead_to_enrolment() if person.must_enrol else lead_to_acceptance(person)
    if getattr(view, "is_public", False):
        return None
    remember_way()
    return redirect(url_for("auth.log_in.log_in"), 303)


def lead_to_enrolment() -> Response | None:
    """Who has to add a second factor first comes to where they do, and nowhere else."""
    endpoint = request.endpoint or ""
    if endpoint.startswith(ENROLMENT):
        return None
    if request.method in {"GET", "HEAD"}:
        session["back"] = asked_address()
    return redirect(url_for("account.two_factor.index"), 303)


def remember_way() -> None:
    """Keep where the person was going, and what they had typed if their log-in ended meanwhile."""
    if request.method in {"GET", "HEAD"}:
        session["back"] = asked_address()
    elif request.method == "POST":
        keep_typed(g.get("lapsed_user_id"))
