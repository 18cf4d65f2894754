"""Flask's signed session cookie, with its signer made once: deriving keys costs more than signing."""

from copy import deepcopy
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from flask import Flask, Request, Response
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from itsdangerous import BadSignature, URLSafeTimedSerializer

from webapp.kept_signer import KeptSerializer

# Name and attributes take the rest of the 1,024 bytes that a cookie may have here.
LONGEST_VALUE = 920
# What goes first when it would be longer: nothing of it opens a door that cannot be opened again.
EXPENDABLE = ("back", "entries", "_flashes", "setup", "link", "asked")


PLAIN = (str, bool, int)


class CookieSessions(SecureCookieSessionInterface):
    """As Flask's own, but the serializer of an application is kept while its keys stay the same, and a cookie that
    comes again, as it does with each request of a person, is not verified again."""

    def __init__(self) -> None:
        self.keys: object = None
        self.signer: URLSafeTimedSerializer | None = None

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        keys = (app.secret_key, tuple(app.config["SECRET_KEY_FALLBACKS"]))
        if self.keys != keys:
            self.keys, self.signer = keys, self.kept_serializer(keys)
        return self.signer

    def kept_serializer(self, keys: tuple[Any, tuple[str, ...]]) -> KeptSerializer | None:
        """What Flask makes for each cookie: the newest key is the last."""
        newest, older = keys
        derived_by = {"key_derivation": self.key_derivation, "digest_method": self.digest_method}
        return KeptSerializer([*older, newest], self.salt, self.serializer, signer_kwargs=derived_by) if newest else None

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession:
        value, serializer = request.cookies.get(app.config["SESSION_COOKIE_NAME"]), self.get_signing_serializer(app)
        if not value or serializer is None:
            return self.session_class()
        try:
            data, signed_at = opened(serializer, value)
        except BadSignature:
            return self.session_class()
        is_old = datetime.now(UTC) - signed_at > app.permanent_session_lifetime
        return self.session_class() if is_old else self.session_class(copied(data))

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """A browser may drop a cookie that is too long, and the log-in in it: leave out what can be spared."""
        if not session.modified:
            # The cookie stays as it is: SESSION_REFRESH_EACH_REQUEST is off.
            if session.accessed:
                response.headers.add("Vary", "Cookie")
            return
        serializer = self.get_signing_serializer(app)
        if not session or serializer is None:
            super().save_session(app, session, response)
            return
        value = fitting(serializer, session)
        response.set_cookie(
            self.get_cookie_name(app),
            value,
            expires=self.get_expiration_time(app, session),
            path=self.get_cookie_path(app),
            secure=self.get_cookie_secure(app),
            httponly=self.get_cookie_httponly(app),
            samesite=self.get_cookie_samesite(app),
        )
        response.headers.add("Vary", "Cookie")


def fitting(serializer: URLSafeTimedSerializer, session: SessionMixin) -> str:
    """The session, signed, without as much of what can be spared as makes it too long."""
    spared = iter(EXPENDABLE)
    while len(value := str(serializer.dumps(dict(session)))) > LONGEST_VALUE and (name := next(spared, None)):
        session.pop(name, None)
    return value


@lru_cache(maxsize=2048)
def opened(serializer: URLSafeTimedSerializer, value: str) -> tuple[dict[str, Any], datetime]:
    """What a cookie holds and when it was signed. Raises BadSignature, and that is not kept."""
    data, signed_at = serializer.loads(value, return_timestamp=True)
    return data, signed_at


def copied(data: dict[str, Any]) -> dict[str, Any]:
    """For one request, which may change it."""
    return {name: value if isinstance(value, PLAIN) else deepcopy(value) for name, value in data.items()}
