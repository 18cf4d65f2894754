"""R4, the last owner: at least one active owner who can log in remains, decided while all owners' rows are held."""

from sqlalchemy import and_, column, select, table, text

from webapp.extensions import db
from webapp.languages import _
from webapp.models.permissions import Refused, Role
from webapp.models.ways_in import can_come_in

# By table and not by class: User's own acts ask this module.
people = table(
    "user", column("id"), column("email"), column("language"), column("role"), column("status"), column("password_hash")
)
# The second condition says nothing new: it is word for word that of the index over the few who are no members.
ACTIVE_OWNERS = and_(people.c.role == Role.OWNER.value, text("role <> 'member'"), people.c.status == "active")
# FOR NO KEY UPDATE: acts upon people wait for each other, while a row that merely points at an owner does not wait.
HOLD_OWNERS = select(people.c.id).where(ACTIVE_OWNERS).order_by(people.c.id).with_for_update(key_share=True)


class LastOwner(Refused):
    """R4: nobody could administer this place any more."""

    def __init__(self) -> None:
        super().__init__(_("This is the last owner who can log in. Make somebody else an owner first, then try again."), "R4")


def hold_owners() -> None:
    """Hold every active owner's row until the commit, in the order of ids, so that two such acts cannot cross.

    On SQLite `writing()` already holds the database's one write lock.
    """
    connection = db.session.connection()
    if connection.dialect.name == "postgresql":
        connection.execute(HOLD_OWNERS)


def has_usable_owner() -> bool:
    """Whether an active owner can log in, as things stand in this transaction."""
    db.session.flush()
    usable = select(people.c.id).where(ACTIVE_OWNERS, can_come_in(people.c)).limit(1)
    return db.session.connection().execute(usable).first() is not None


def check_owner_remains() -> None:
    """Raise LastOwner when what was just changed, and is not committed yet, leaves nobody."""
    if not has_usable_owner():
        raise LastOwner
