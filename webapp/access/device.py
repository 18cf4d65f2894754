"""Two cookies of a browser: by one the people who have logged in with it know it, by the other they trust it."""

from datetime import timedelta

from flask import Response, after_this_request, current_app, request

from webapp.in_force import limits
from webapp.models.known_device import KnownDevice
from webapp.models.person import Origin
from webapp.models.trusted_device import TrustedDevice
from webapp.models.user import User


def cookie_name(name: str) -> str:
    return f"__Host-{name}" if current_app.config["LODGE"].is_https else name


def device_token() -> str:
    """What this browser shows, believed only as far as the table knows it. It opens nothing by itself."""
    return request.cookies.get(cookie_name("known"), "")


def remember_device(user_id: int) -> bool:
    """Make this browser known to a person, inside `writing()`; True when it was new to them."""
    token, is_new = KnownDevice.remember(user_id, device_token())
    give_cookie("known", token, limits().known_device)
    return is_new


def give_cookie(name: str, token: str, lives: timedelta) -> None:
    @after_this_request
    def set_cookie(response: Response) -> Response:
        response.set_cookie(
            cookie_name(name), token, max_age=lives, httponly=True, samesite="Lax",
            secure=current_app.config["LODGE"].is_https,
        )  # fmt: skip
        return response


def is_trusted(user: User) -> bool:
    """Whether this person is not asked for the second step in this browser; inside `writing()`."""
    return TrustedDevice.is_trusted(user, request.cookies.get(cookie_name("trusted"), ""))


def trust_device(user: User, origin: Origin) -> None:
    """Ask this person for the second step in this browser no more, for a while; inside `writing()`."""
    token = TrustedDevice.trust(user, request.cookies.get(cookie_name("trusted"), ""), origin)
    give_cookie("trusted", token, limits().trusted_device)
