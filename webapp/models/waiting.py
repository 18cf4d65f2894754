"""The queue of people who wait for approval, oldest first, and what becomes of all of them at once."""

from typing import Any

from sqlalchemy import func, select, text

from webapp.database import read, writing
from webapp.extensions import db
from webapp.models.keyset import Keyset, Order
from webapp.models.person import Person
from webapp.models.user import UNCOMMON_STATUS, User

# The second condition is word for word that of the index over the few whose status most people have not.
IS_WAITING = (User.status == "pending") & text(UNCOMMON_STATUS)
COLUMNS: tuple[Any, ...] = (User.id, User.name, User.email, User.email_confirmed_at, User.created_at)
WAITING = Keyset(select(*COLUMNS).where(IS_WAITING), Order((User.id,)), limit=50)
AT_ONCE = 100


def number_waiting() -> int:
    """Exact: somebody is waiting for it to become nought."""
    return int(read(select(func.count()).select_from(User).where(IS_WAITING)).scalar_one())


def settle_waiting(fate: str, *, by: Person) -> int:
    """Approve or reject everybody who waits, in slices; returns how many that were."""
    total = 0
    while fate != "keep":
        with writing():
            people = list(db.session.scalars(select(User).where(IS_WAITING).order_by(User.id).limit(AT_ONCE)))
            for person in people:
                person.approve(by=by) if fate == "approve" else person.reject(by=by)
        total += len(people)
        if len(people) < AT_ONCE:
            break
    return total
