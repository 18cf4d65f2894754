"""Flask's signed session cookie, with its signer made once: deriving keys costs more than signing."""

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer


class CookieSessions(SecureCookieSessionInterface):
    """As Flask's own, but the serializer of an application is kept while its keys stay the same."""

    def __init__(self) -> None:
        self.keys: object = None
        self.serializer: URLSafeTimedSerializer | None = None

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        keys = (app.secret_key, tuple(app.config["SECRET_KEY_FALLBACKS"]))
        if self.keys != keys:
            self.keys, self.serializer = keys, super().get_signing_serializer(app)
        return self.serializer
