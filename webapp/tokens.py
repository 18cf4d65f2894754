"""The token that every POST form carries, signed once for each log-in instead of once for each page."""

from functools import lru_cache

from flask import current_app, g, request, session
from flask_wtf.csrf import generate_csrf
from flask_wtf.form import _FlaskFormCSRF
from itsdangerous import URLSafeTimedSerializer
from wtforms import Field

from webapp.extensions import csrf


def page_token() -> str:
    """What Flask-WTF's `generate_csrf` gives. Tokens here do not age (WTF_CSRF_TIME_LIMIT), so one serves until the
    seed in the session changes: at log-in, step-up and log-out."""
    kept = g._get_current_object()  # past the proxy, once
    token: str | None = kept.get("csrf_token")
    if token is None:
        seed = session.get("csrf_token")
        if seed is None:
            return str(generate_csrf())
        token = kept.csrf_token = signed(seed, tuple(current_app.config["WTF_CSRF_SECRET_KEY"]))
    return token


@lru_cache(maxsize=4096)
def signed(seed: str, keys: tuple[str, ...]) -> str:
    return str(signer(keys).dumps(seed))


@lru_cache(maxsize=1)
def signer(keys: tuple[str, ...]) -> URLSafeTimedSerializer:
    """As Flask-WTF makes one for each token; the last key signs."""
    return URLSafeTimedSerializer(list(keys), salt="wtf-csrf-token")


def check_token() -> None:
    """Before every view: what a page sends carries its token. Flask-WTF's own check would ask a GET a dozen questions."""
    if request.endpoint is not None and request.method in current_app.config["WTF_CSRF_METHODS"]:
        csrf.protect(apply_exemptions=True)


class PageToken(_FlaskFormCSRF):
    """The same token for the pages' inputs."""

    def generate_csrf_token(self, csrf_token_field: Field) -> str:
        return page_token()
