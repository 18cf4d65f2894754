"""What `lodge doctor` looks at in the backups: that there is one, that it is young, and that one has come back."""

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from webapp.backups.drill import last_drill
from webapp.backups.shelf import shelved
from webapp.clock import now
from webapp.config import Config
from webapp.database import read
from webapp.models.user import User

OLD, LONG = timedelta(days=2), timedelta(days=10)
MAKE = "Run: lodge backup create"


def check_backups(config: Config) -> Iterator[tuple[str, str]]:
    if config.backups == "off" or is_young():
        return
    newest = next(iter(shelved()), None)
    if newest is None or now() - newest.made_at > OLD:
        since = "There is no backup" if newest is None else f"The newest backup is of {newest.made_at:%Y-%m-%d}"
        yield f"{since}.", f"{MAKE}, and look into the log for why the daily one fails; LODGE_BACKUPS=off if others make them."
    drill = last_drill()
    if drill is not None and drill.trouble:
        yield f"The backup {drill.name} did not come back: {drill.trouble}", f"{MAKE}, then: lodge backup drill"
    elif newest is not None and (drill is None or now() - drill.moment > LONG):
        yield "No backup was restored aside in the last days: nobody knows whether they are good.", "Run: lodge backup drill"


def is_young() -> bool:
    """A portal of yesterday has had no night yet."""
    try:
        first = read(select(func.min(User.created_at))).scalar()
    except SQLAlchemyError:
        return True  # told with the database
    return first is None or now() - first < OLD
