"""Places, taken and given back by statements that cannot overdraw: never counted first and written afterwards."""

from sqlalchemy import Table, bindparam, select

from webapp.models.submission import Capacity
from webapp.prepared import Change, Prepared

capacities: Table = Capacity.metadata.tables["capacity"]
OF_SCOPE = capacities.c.scope == bindparam("of_scope")
TAKE = Change(capacities.update().where(OF_SCOPE, capacities.c.used < capacities.c.cap).values(used=capacities.c.used + 1))
GIVE_BACK = Change(capacities.update().where(OF_SCOPE, capacities.c.used > 0).values(used=capacities.c.used - 1))
LEFT = Prepared(select((capacities.c.cap - capacities.c.used).label("left")).where(OF_SCOPE))


def form_scope(form_id: int) -> str:
    return f"form:{form_id}"


def take_place(form_id: int) -> bool:
    """Take one of the places of a form that has a quota, inside `writing()`; False when there is none left."""
    return TAKE.run(of_scope=form_scope(form_id)) == 1


def give_back_place(form_id: int) -> None:
    """After a withdrawal; nothing for a form without a quota."""
    GIVE_BACK.run(of_scope=form_scope(form_id))


def places_left(form_id: int) -> int | None:
    """How many places are left; None for a form without a quota."""
    left: int | None = LEFT.scalar(of_scope=form_scope(form_id))
    return left
