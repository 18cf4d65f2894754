"""How the portal is open at this moment: normal, read-only (nothing is changed), or in maintenance (for owners alone)."""

from datetime import timedelta

from flask import g
from werkzeug.exceptions import ServiceUnavailable

from webapp.languages import _
from webapp.models.permissions import Role
from webapp.models.person import Person
from webapp.site import settings

# When somebody who is sent away may ask again.
RETRY_AFTER = timedelta(minutes=5)
# Whoever may set the mode must be able to get in and out, and to set it back.
GETTING_IN = (
    "auth.log_in.",
    "auth.log_in_link.",
    "auth.second_step.",
    "auth.passkey.",
    "auth.oidc.",
    "account.confirm.",
    "account.passkey_confirm.",
    "admin.settings.",
)
# Who closes the portal for an hour says so, and until when.
WRITE_ALL_THE_SAME = (*GETTING_IN, "auth.viewing.", "admin.banner.")
OPEN_ALL_THE_SAME = (*GETTING_IN, "main.theme.", "main.logo.")
# For machines: the same in each mode, and nothing is asked of the settings for it.
FOR_MACHINES = "main.health."


class InMaintenance(ServiceUnavailable):
    """Whoever asks is not let in for now."""


def check_mode(endpoint: str, person: Person | None) -> None:
    """Raises 503 for whoever is not let in now; in read-only mode the database refuses what they would change."""
    if endpoint.startswith(FOR_MACHINES) or (mode := settings()["mode"]) == "normal":
        return
    if mode == "maintenance":
        is_owner = person is not None and person.role is Role.OWNER
        if not is_owner and not endpoint.startswith(OPEN_ALL_THE_SAME):
            sentence = _("This portal is being worked on. Nothing is lost: come back in a few minutes.")
            raise InMaintenance(sentence, retry_after=int(RETRY_AFTER.total_seconds()))
    elif not endpoint.startswith(WRITE_ALL_THE_SAME) and not is_enrolling(person):
        g.is_read_only = g.is_read_only_for_all = True


def is_enrolling(person: Person | None) -> bool:
    """Whether adding a second factor is all that they can do (`check_door`), and belongs to getting in."""
    return person is not None and person.must_enrol
