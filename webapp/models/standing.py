"""Where an actor stands at this moment, read inside the writing transaction: a right lost a second ago is lost."""

from sqlalchemy import Row, column, select, table

from webapp.clock import now
from webapp.columns import UtcDateTime
from webapp.extensions import db
from webapp.languages import _
from webapp.models.permissions import Refused, Role
from webapp.models.person import Person

people = table("user", column("id"), column("role"), column("status"), column("suspended_until", UtcDateTime()))


def standing(by: Person) -> Person:
    """`by` with the role that the table gives them now. Raises Refused when their account is not active any more."""
    if by.id is None:
        return by
    row = row_of(by.id)
    if row is None or not is_in(row):
        raise Refused(_("Your own account is not active any more."), "permission")
    return by.with_role(Role(row.role))


def row_of(user_id: int) -> Row[tuple[int, str, str, object]] | None:
    found = select(people).where(people.c.id == user_id)
    return db.session.connection().execute(found).first()


def is_in(row: Row[tuple[int, str, str, object]]) -> bool:
    """Active, or suspended until a date that has passed."""
    lapsed = row.status == "suspended" and row.suspended_until is not None and row.suspended_until <= now()
    return bool(row.status == "active" or lapsed)
