"""The pages behind one-time links, all alike: opening one changes nothing, the token leaves the address, POST acts.

A view keeps the token (`keep_token`) and sends the browser to a clean address, where it asks `kept_link` what it opens
and answers `no_longer_valid()` if that is nothing.
"""

from flask import render_template, session
from werkzeug.wrappers import Response

from webapp.models.link import Link, open_link
from webapp.responses import see_other

# One at a time: a browser's session rides in a cookie of 1,024 bytes.
KEPT = "link"


def keep_token(token: str, page: str) -> Response:
    """Out of the address, so that no log, no history and no Referer keeps it; on to the page."""
    session[KEPT] = token
    return see_other(page)


def kept_token() -> str:
    return str(session.get(KEPT, ""))


def kept_link(*purposes: str) -> Link | None:
    """The link that this browser came with, if it is for one of these things and can still be used."""
    return open_link(kept_token(), *purposes)


def drop_token() -> None:
    session.pop(KEPT, None)


def no_longer_valid() -> tuple[str, int]:
    """Used, expired, foreign, unknown: one answer."""
    return render_template("errors/link_over.html"), 410
