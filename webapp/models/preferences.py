"""What a person prefers: the language in which they read pages and mails, and the time zone in which they read times."""

from webapp.models.event import Event
from webapp.models.own_account import own
from webapp.models.person import Person


def choose(by: Person, *, language: str, timezone: str) -> bool:
    """Read in this language and zone from now on, or with "" in the browser's and the portal's; False when nothing changes."""
    user = own(by)
    wanted = {"language": language, "timezone": timezone}
    before = {name: getattr(user, name) for name in wanted}
    changed = [name for name, value in wanted.items() if before[name] != value]
    for name in changed:
        setattr(user, name, wanted[name])
        detail = {"old": before[name], "new": wanted[name]}
        Event.record(by=by, action=f"user.{name}_changed", target=user, fields=(name,), detail=detail)
    return bool(changed)
