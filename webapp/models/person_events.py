"""The youngest lines of the log around one person: what was done to them and what they did."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, bindparam, select, union

from webapp.database import read
from webapp.models.event import Event, EventDetail

MOST = 20
# Two short walks, each down its own index; one condition with OR would read the whole log.
TO_THEM = (
    select(Event.id)
    .where(Event.target_type == "user", Event.target_id == bindparam("user_id"))
    .order_by(Event.id.desc())
    .limit(MOST)
)
BY_THEM = select(Event.id).where(Event.actor_id == bindparam("user_id")).order_by(Event.id.desc()).limit(MOST)
AROUND = (
    select(Event.id, Event.at, Event.actor_id, Event.action, Event.target_type, Event.target_id, EventDetail.content)
    .outerjoin(EventDetail, EventDetail.event_id == Event.id)
    .where(Event.id.in_(union(select(TO_THEM.subquery().c.id), select(BY_THEM.subquery().c.id))))
    .order_by(Event.id.desc())
    .limit(MOST)
)


def events_around(user_id: int) -> Sequence[Row[Any]]:
    return read(AROUND, {"user_id": user_id}).all()
