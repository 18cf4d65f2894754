"""The door of the API: a personal token in the `Authorization` header, and nothing else. No cookie is looked at."""

from collections.abc import Callable
from typing import Any

from flask import g, request
from werkzeug.wrappers import Response

from webapp.access.browser import origin
from webapp.models.api_token import bearer, find_bearer, note_use
from webapp.responses import problem

View = Callable[..., Any]


def by_token(view: View) -> View:
    """Open a view to programs that show a token, and to nobody else."""
    view.is_by_token = True  # type: ignore[attr-defined]
    return view


def check_bearer() -> Response | None:
    """The person of this request is whom the token belongs to; 401 without one that is good."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        return refused("Send a personal API token: Authorization: Bearer lodge_…", "Bearer")
    row = find_bearer(token.strip())
    if row is None:
        return refused("This token is unknown, expired or revoked.", 'Bearer error="invalid_token"')
    note_use(row)
    g.bearer_row = row
    # Where Flask-Login keeps whom it has found: with somebody there it never reads the cookie.
    g._login_user = bearer(row, origin())
    return None


def refused(sentence: str, challenge: str) -> Response:
    answer = problem(401, "Not authorized", sentence)
    answer.headers["WWW-Authenticate"] = challenge
    return answer
