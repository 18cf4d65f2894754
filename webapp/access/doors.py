"""Closed by default: a view opens itself with `@public` or names its permission with `@needs`."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import abort, current_app, g, redirect, request, session, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from webapp.access.browser import touch
from webapp.access.kept import asked_address, keep_typed
from webapp.models.permissions import Permission, authorize

View = Callable[..., Any]
# The same for everybody: not even the database is asked who it is, so that they answer while it is away.
ASKS_NOBODY = frozenset({"static", "main.health.livez"})


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


def ensure(allowed: bool) -> None:
    """403 unless allowed: for things that a person may see and not do."""
    if not allowed:
        abort(403)


def check_door() -> Response | None:
    """Before every view: who is not signed in goes to log in, unless the view is public."""
    if request.endpoint is None or request.endpoint in ASKS_NOBODY:
        return None  # an address that nobody knows is a 404 to everybody
    view = current_app.view_functions[request.endpoint]
    if current_user.is_authenticated:
        touch()
        return None
    if getattr(view, "is_public", False):
        return None
    remember_way()
    return redirect(url_for("auth.log_in.log_in"), 303)


def remember_way() -> None:
    """Keep where the person was going, and what they had typed if their log-in ended meanwhile."""
    if request.method in {"GET", "HEAD"}:
        session["back"] = asked_address()
    elif request.method == "POST":
        keep_typed(g.get("lapsed_user_id"))
