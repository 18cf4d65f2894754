"""The door of the API: a personal token in the `Authorization` header, and nothing else. No cookie is looked at."""

from collections.abc import Callable
from typing import Any

from flask import g, request
from werkzeug.wrappers import Response

from webapp.access.browser import origin, visitor
from webapp.access.legal import owes
from webapp.languages import _, mark
from webapp.models.api_token import bearer, find_bearer, note_use
from webapp.models.permissions import Role
from webapp.models.required_factor import must_enrol_first
from webapp.only_looking import is_only_looking
from webapp.responses import problem
from webapp.site import providers, settings

View = Callable[..., Any]
ENROL = mark("The person of this token has to add a second step to their account first: they log in, and are led there.")
ACCEPT = mark("The person of this token has to accept what the portal has published first: they log in, and are led there.")


def by_token(view: View) -> View:
    """Open a view to programs that show a token, and to nobody else."""
    view.is_by_token = True  # type: ignore[attr-defined]
    return view


def check_bearer() -> Response | None:
    """The person of this request is whom the token belongs to; 401 without one that is good."""
    scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        return refused(mark("Send a personal API token: Authorization: Bearer lodge_…"), "Bearer")
    row = find_bearer(token.strip())
    if row is None:
        return refused(mark("This token is unknown, expired or revoked."), 'Bearer error="invalid_token"')
    if must_enrol_first(row.user_id, Role(row.role), settings()["second_factor"], trusted_issuers()):
        g._login_user = bearer(row, origin())
        return problem(403, _("Second step missing"), _(ENROL))
    if owes(row):
        g._login_user = bearer(row, origin())
        return problem(403, _("Not accepted yet"), _(ACCEPT))
    if not is_only_looking():
        note_use(row)
    g.bearer_row = row
    # Where Flask-Login keeps whom it has found: with somebody there it never reads the cookie.
    g._login_user = bearer(row, origin())
    return None


def trusted_issuers() -> list[str]:
    return [one.issuer for one in providers().values() if one.is_trusted]


def refused(sentence: str, challenge: str) -> Response:
    # A cookie is not looked at, not even for the language of this answer.
    g._login_user = visitor()
    answer = problem(401, _("Not authorized"), _(sentence))
    answer.headers["WWW-Authenticate"] = challenge
    return answer
