"""An act upon many people at once: whom it would touch, and whom it has changed.

Each person is changed by the same method as one alone (`bulk_acts.py`), in an event of their own that carries the batch's id.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, bindparam, select

from webapp.database import read
from webapp.extensions import db
from webapp.languages import _
from webapp.models.belonging import groups_of
from webapp.models.bulk_acts import ACTS, WITH_GROUP, Act, Values
from webapp.models.event import Event, EventDetail
from webapp.models.group import membership
from webapp.models.keyset import Keyset, Order
from webapp.models.permissions import Refused, StepUpNeeded, authorize
from webapp.models.person import Person
from webapp.models.user import User
from webapp.models.user_acts import plain

MOST_PEOPLE = 100_000
# Above so many the number is typed before it is done.
TYPED_ABOVE = 100
SLICE = 500
FACTS = (
    *(User.id, User.name, User.email, User.role, User.granted_role, User.status),
    *(User.suspended_reason, User.suspended_until),
)
DONE = Keyset(
    select(Event.id.label("event_id"), User.id, User.name, User.email)
    .join(User, User.id == Event.target_id)
    .where(Event.batch_id == bindparam("batch"), Event.target_type == "user"),
    Order((Event.id,)),
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What would become of one person, or did. `kind`: will, done, nothing, refused, changed; `why` where it is refused."""

    id: int
    name: str
    email: str
    kind: str
    why: str = ""


def outcomes(ids: Sequence[int], act: str, values: Values, *, by: Person) -> Iterator[Outcome]:
    """The dry run: what would become of each. Nothing is locked, so whoever does it asks again."""
    its = ACTS[act]
    for start in range(0, len(ids), SLICE):
        some = ids[start : start + SLICE]
        there = members(values["group_id"], some) if act in WITH_GROUP else frozenset()
        for row in read(select(*FACTS).where(User.id.in_(some)).order_by(User.id)):
            why = refusal(row, its, values, by)
            kind = "refused" if why else "nothing" if its.is_there(row, values, there) else "will"
            yield Outcome(row.id, row.name, row.email, kind, why)


def refusal(row: Row[Any], its: Act, values: Values, by: Person) -> str:
    if row.status == "erased":
        return _("This account was erased. Nothing of it is left to change.")
    try:
        authorize(by, its.needs, row, its.asked_about(values))
    except StepUpNeeded:
        # They confirm that it is them when they have it done.
        pass
    except Refused as refused:
        return refused.sentence
    return its.refuses(row, values)


def members(group_id: int, ids: Sequence[int]) -> frozenset[int]:
    found = select(membership.c.user_id).where(membership.c.group_id == group_id, membership.c.user_id.in_(ids))
    return frozenset(read(found).scalars())


def noted_in(batch: str, after: int, most: int) -> Sequence[Row[Any]]:
    """(id, target_id, content) of the next events of a batch."""
    joined = select(Event.id, Event.target_id, EventDetail.content).join(EventDetail, EventDetail.event_id == Event.id)
    return read(joined.where(Event.batch_id == batch, Event.id > after).order_by(Event.id).limit(most)).all()


def touched(batch: str) -> set[int]:
    """Whom a batch has changed."""
    return set(read(select(Event.target_id).where(Event.batch_id == batch, Event.target_type == "user")).scalars())


def is_as_left(user: User, act: str, noted: Values, values: Values) -> bool:
    """Whether nobody has changed since what the act changed of this person."""
    if act in WITH_GROUP:
        return (values["group_id"] in groups_of(user.id)) == (act == "add_to_group")
    changes = {name: change for name, change in noted.items() if isinstance(change, dict) and "new" in change}
    return bool(changes) and all(plain(getattr(user, name)) == change["new"] for name, change in changes.items())


def people_named(ids: Iterable[int]) -> dict[int, tuple[str, str]]:
    """id → (name, address), for the page of what was done."""
    wanted, found = list(ids), dict[int, tuple[str, str]]()
    for start in range(0, len(wanted), SLICE):
        rows = read(select(User.id, User.name, User.email).where(User.id.in_(wanted[start : start + SLICE])))
        found |= {row.id: (row.name, row.email) for row in rows}
    return found


def person_held(user_id: int) -> User | None:
    return db.session.get(User, user_id, populate_existing=True)
