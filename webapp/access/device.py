"""The cookie by which a browser is known to the people who have logged in with it. It opens nothing by itself."""

from flask import Response, after_this_request, current_app, request

from webapp.models.known_device import KNOWN_FOR, KnownDevice


def cookie_name() -> str:
    return "__Host-known" if current_app.config["LODGE"].is_https else "known"


def device_token() -> str:
    """What this browser shows, believed only as far as the table knows it."""
    return request.cookies.get(cookie_name(), "")


def remember_device(user_id: int) -> bool:
    """Make this browser known to a person, inside `writing()`; True when it was new to them."""
    token, is_new = KnownDevice.remember(user_id, device_token())

    @after_this_request
    def set_cookie(response: Response) -> Response:
        response.set_cookie(
            cookie_name(), token, max_age=KNOWN_FOR, httponly=True, samesite="Lax",
            secure=current_app.config["LODGE"].is_https,
        )  # fmt: skip
        return response

    return is_new
