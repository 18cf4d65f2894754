"""What a page carries that no other does: its forms' token, signed once for each log-in, and its scripts' nonce."""

import hmac
import secrets
from functools import lru_cache

from flask import Request, current_app, g, request, session
from flask_wtf.form import _FlaskFormCSRF
from wtforms import Field

from webapp.extensions import csrf
from webapp.kept_signer import KeptSerializer


def page_token() -> str:
    """What Flask-WTF's `generate_csrf` gives. Tokens here do not age (WTF_CSRF_TIME_LIMIT), so one serves until the
    seed in the session changes: at log-in, step-up and log-out."""
    kept = g._get_current_object()  # past the proxy, once
    token: str | None = kept.get("csrf_token")
    if token is None:
        seed = session.get("csrf_token")
        if seed is None:
            seed = session["csrf_token"] = secrets.token_hex(20)
        token = kept.csrf_token = signed(seed, tuple(current_app.config["WTF_CSRF_SECRET_KEY"]))
    return token


def nonce() -> str:
    """The nonce of this answer's scripts, made when a page first asks for it."""
    kept = g._get_current_object()  # past the proxy, once
    made: str | None = kept.get("nonce")
    if made is None:
        made = kept.nonce = secrets.token_urlsafe(16)
    return made


@lru_cache(maxsize=4096)
def signed(seed: str, keys: tuple[str, ...]) -> str:
    return str(signer(keys).dumps(seed))


@lru_cache(maxsize=1)
def signer(keys: tuple[str, ...]) -> KeptSerializer:
    """As Flask-WTF makes one for each token; the last key signs."""
    return KeptSerializer(list(keys), salt="wtf-csrf-token")


def check_token() -> None:
    """Before every view: what a page sends carries its token. Flask-WTF's own check would ask a GET a dozen questions."""
    asked: Request = request._get_current_object()  # type: ignore[attr-defined]  # past the proxy, once
    if asked.endpoint is None or asked.method not in current_app.config["WTF_CSRF_METHODS"]:
        return
    if not asked.is_secure and is_token_of_page(asked.form.get("csrf_token", "")):
        g.csrf_valid = True  # as Flask-WTF notes it, for the inputs
    else:
        # Over HTTPS it looks at the referrer as well; and a token may come in a header, or from another worker.
        csrf.protect(apply_exemptions=True)


def is_token_of_page(token: str) -> bool:
    """Whether this worker drew exactly this token on a page of this log-in: then there is no signature to verify."""
    seed = session.get("csrf_token")
    if not token or seed is None:
        return False
    return hmac.compare_digest(token.encode(), signed(seed, tuple(current_app.config["WTF_CSRF_SECRET_KEY"])).encode())


class PageToken(_FlaskFormCSRF):
    """The same token for the pages' inputs."""

    def generate_csrf_token(self, csrf_token_field: Field) -> str:
        return page_token()
