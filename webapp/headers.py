"""What every answer carries, and the one line that the log gets of it. Begins before everything else."""

import re
import secrets
import time

import structlog
from flask import Flask, Request, Response, current_app, g, request

from webapp.access.browser import is_within
from webapp.tokens import nonce

REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
QUIET = frozenset({"main.health.livez", "main.health.readyz", "static"})
PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
POLICY = (
    "default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# No view sets these itself.
ALWAYS = (
    ("X-Content-Type-Options", "nosniff"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", PERMISSIONS),
)
ALWAYS_ON_HTTPS = (*ALWAYS, ("Strict-Transport-Security", "max-age=31536000; includeSubDomains"))
log = structlog.get_logger("lodge.request")


def dress_answers(app: Flask) -> None:
    app.before_request(begin)
    app.after_request(dress)


def begin() -> None:
    g.started = time.perf_counter()
    g.request_id = given_id() or secrets.token_hex(8)


def given_id() -> str | None:
    """The id that a trusted proxy gave; nobody else's is believed."""
    trusted = current_app.config["LODGE"].trusted_proxies
    given = request.headers.get("X-Request-ID") if trusted else None
    if given and is_within(request.remote_addr or "", trusted) and REQUEST_ID.fullmatch(given):
        return given
    return None


def dress(response: Response) -> Response:
    asked: Request = request._get_current_object()  # type: ignore[attr-defined]  # past the proxy, once
    config = current_app.config["LODGE"]
    present = {name.lower() for name, _ in response.headers}
    usual = [("X-Request-ID", g.request_id), *(ALWAYS_ON_HTTPS if config.is_https else ALWAYS)]
    if "content-security-policy" not in present:
        usual.append(("Content-Security-Policy", POLICY.format(nonce=nonce())))
    if "referrer-policy" not in present:
        # The address of a one-time link opens a door: nothing that follows from it may name it.
        named = asked.query_string and ("token" in asked.args or "code" in asked.args)
        holds_token = named or "token" in (asked.view_args or {})
        usual.append(("Referrer-Policy", "no-referrer" if holds_token else "same-origin"))
    # Flask-Login's note of this request, not `current_user`: when the database is away nobody can be loaded.
    person = g.get("_login_user")
    # A behavior is imported by its plain name, without a hash: an upgrade must reach it soon.
    if asked.endpoint == "static" and "v" not in asked.args and response.status_code < 400:
        response.headers["Cache-Control"] = "public, max-age=300"
    elif "cache-control" not in present:
        usual.append(("Cache-Control", "no-store" if person and person.is_authenticated else "no-cache"))
    # The language of a page is that of its reader's browser until they have logged in.
    if "language" in g and not (person and person.is_authenticated):
        usual.append(("Vary", "Accept-Language"))
    response.headers.extend(usual)
    if asked.endpoint not in QUIET:
        note(asked, response.status_code, person.id if person else None)
    return response


def note(asked: Request, status: int, user_id: int | None) -> None:
    log.info(
        "request",
        request_id=g.request_id,
        user_id=user_id,
        method=asked.method,
        route=asked.endpoint,
        status=status,
        ms=round((time.perf_counter() - g.started) * 1000, 1),
    )
