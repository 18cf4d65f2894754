"""What a person prefers: the time zone in which they read times."""

from webapp.models.event import Event
from webapp.models.own_account import own
from webapp.models.person import Person


def choose_timezone(by: Person, timezone: str) -> bool:
    """Read times in this zone from now on, or with "" in the portal's; False when nothing changes."""
    user = own(by)
    if user.timezone == timezone:
        return False
    old, user.timezone = user.timezone, timezone
    Event.record(by=by, action="user.timezone_changed", target=user, fields=("timezone",), detail={"old": old, "new": timezone})
    return True
