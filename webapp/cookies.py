"""Flask's signed session cookie, with its signer made once: deriving keys costs more than signing."""

from flask import Flask, Response
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from itsdangerous import URLSafeTimedSerializer

# Name and attributes take the rest of the 1,024 bytes that a cookie may have here.
LONGEST_VALUE = 920
# What goes first when it would be longer: nothing of it opens a door that cannot be opened again.
EXPENDABLE = ("back", "entries", "_flashes", "setup", "link", "asked")


class CookieSessions(SecureCookieSessionInterface):
    """As Flask's own, but the serializer of an application is kept while its keys stay the same."""

    def __init__(self) -> None:
        self.keys: object = None
        self.signer: URLSafeTimedSerializer | None = None

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        keys = (app.secret_key, tuple(app.config["SECRET_KEY_FALLBACKS"]))
        if self.keys != keys:
            self.keys, self.signer = keys, super().get_signing_serializer(app)
        return self.signer

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """A browser may drop a cookie that is too long, and the log-in in it: leave out what can be spared."""
        serializer = self.get_signing_serializer(app)
        if session.modified and serializer is not None:
            for name in EXPENDABLE:
                if len(serializer.dumps(dict(session))) <= LONGEST_VALUE:
                    break
                session.pop(name, None)
        super().save_session(app, session, response)
