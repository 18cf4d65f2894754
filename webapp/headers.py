"""What every answer carries, and the one line that the log gets of it. Begins before everything else."""

import re
import secrets
import time

import structlog
from flask import Flask, Response, current_app, g, request

from webapp.access.browser import is_within

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
    given = request.headers.get("X-Request-ID")
    trusted = current_app.config["LODGE"].trusted_proxies
    if given and trusted and is_within(request.remote_addr or "", trusted) and REQUEST_ID.fullmatch(given):
        return given
    return None


def nonce() -> str:
    """The nonce of this answer's scripts, made when a page first asks for it."""
    if "nonce" not in g:
        g.nonce = secrets.token_urlsafe(16)
    return str(g.nonce)


def dress(response: Response) -> Response:
    headers = response.headers
    headers.add("X-Request-ID", g.request_id)
    headers.setdefault("Content-Security-Policy", POLICY.format(nonce=nonce()))
    # The address of a one-time link opens a door: nothing that follows from it may name it.
    holds_token = "token" in request.args or "token" in (request.view_args or {})
    headers.setdefault("Referrer-Policy", "no-referrer" if holds_token else "same-origin")
    headers.extend(ALWAYS_ON_HTTPS if current_app.config["LODGE"].is_https else ALWAYS)
    # Flask-Login's note of this request, not `current_user`: when the database is away nobody can be loaded.
    person = g.get("_login_user")
    # A behavior is imported by its plain name, without a hash: an upgrade must reach it soon.
    if request.endpoint == "static" and "v" not in request.args and response.status_code < 400:
        headers["Cache-Control"] = "public, max-age=300"
    if "Cache-Control" not in headers:
        headers["Cache-Control"] = "no-store" if person and person.is_authenticated else "no-cache"
    if request.endpoint not in QUIET:
        note(response, person.id if person else None)
    return response


def note(response: Response, user_id: int | None) -> None:
    log.info(
        "request",
        request_id=g.request_id,
        user_id=user_id,
        method=request.method,
        route=request.endpoint,
        status=response.status_code,
        ms=round((time.perf_counter() - g.started) * 1000, 1),
    )
