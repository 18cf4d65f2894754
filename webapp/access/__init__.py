"""Who is asking and what they may open: the gate, the doors, the log-in behind the cookie."""

from webapp.access.browser import ask_for_factor, close_session, open_session, origin, renew_session, way_back
from webapp.access.doors import ensure, ensure_confirmed, needs, public

__all__ = [
    "ask_for_factor",
    "close_session",
    "ensure",
    "ensure_confirmed",
    "needs",
    "open_session",
    "origin",
    "public",
    "renew_session",
    "way_back",
]
