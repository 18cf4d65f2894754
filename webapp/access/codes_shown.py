"""Recovery codes between being made and being shown: what they grow from, sealed, in the cookie of their person."""

from datetime import timedelta

from flask import session
from flask_login import current_user

from webapp.access.sealed import sealing
from webapp.models.recovery_code import codes_of

NAME = "codes_to_show"
SHOWN_WITHIN = timedelta(minutes=10)


def keep_for_showing(seed: bytes) -> None:
    session[NAME] = sealing().close(seed, "codes", current_user.login_session_id).decode()


def take_sealed() -> str | None:
    """What was kept, once."""
    found = session.pop(NAME, None)
    return None if found is None else str(found)


def codes_in(sealed: str) -> list[str] | None:
    """The codes behind what was kept or what the page sent back; None when that is not of this log-in, or too old."""
    seed = sealing().open(sealed.encode(), "codes", current_user.login_session_id, within=SHOWN_WITHIN)
    return None if seed is None else codes_of(seed)
