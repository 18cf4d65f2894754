"""Acts upon many people at once: what each does, whom it would touch, and how it is taken back.

Each person is changed by the same method as one alone, in an event of their own that carries the batch's id.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select

from webapp.database import read
from webapp.extensions import db
from webapp.languages import _, mark
from webapp.models.belonging import groups_of, put_in_groups
from webapp.models.event import Event, EventDetail
from webapp.models.group import Group, membership
from webapp.models.permissions import Permission, Refused, authorize
from webapp.models.person import Person
from webapp.models.user import User
from webapp.models.user_acts import UNAPPROVED, plain

MOST_PEOPLE = 100_000
# Above so many the number is typed before it is done.
TYPED_ABOVE = 100
SLICE = 500
Values = Mapping[str, Any]
FACTS = (User.id, User.name, User.email, User.role, User.status, User.suspended_reason)


@dataclass(frozen=True, slots=True)
class Act:
    """`does(user, by, values)` is True when something changed; `takes_back(user, by, noted)` puts back what was.

    `is_there(row, values, in_group)`: it is so already, and there is nothing to do. `new`: what `authorize` is asked about.
    """

    words: str
    consequence: str
    does: Callable[[User, Person, Values], bool]
    is_there: Callable[[Row[Any], Values, frozenset[int]], bool]
    takes_back: Callable[[User, Person, Values], bool] | None = None
    new: Mapping[str, Any] | None = None


def suspend(user: User, by: Person, values: Values) -> bool:
    return suspended_as(user, by, values["reason"], values.get("until"), is_visible=bool(values.get("is_visible")))


def suspend_again(user: User, by: Person, noted: Values) -> bool:
    """As it was before the suspension was lifted."""
    until = noted["suspended_until"]["old"]
    return suspended_as(user, by, noted["suspended_reason"]["old"], until, is_visible=user.is_reason_visible)


def suspended_as(user: User, by: Person, reason: str, until: str | None, *, is_visible: bool) -> bool:
    ending = datetime.fromisoformat(until) if until else None
    return user.suspend(by=by, reason=reason, until=ending, is_reason_visible=is_visible)


def let_in_again(user: User, by: Person, noted: Values) -> bool:
    """As it was before the suspension: active or waiting, or suspended for another reason."""
    if noted.get("status", {}).get("old", "suspended") != "suspended":
        return user.unsuspend(by=by)
    stands = {"suspended_reason": user.suspended_reason, "suspended_until": plain(user.suspended_until)}
    stands["is_reason_visible"] = user.is_reason_visible
    was = {name: noted[name]["old"] if name in noted else value for name, value in stands.items()}
    return suspended_as(user, by, was["suspended_reason"], was["suspended_until"], is_visible=was["is_reason_visible"])


def add_to_group(user: User, by: Person, values: Values) -> bool:
    if db.session.get(Group, values["group_id"], with_for_update={"read": True}) is None:
        raise Refused(_("The group is not there any more."), "group")
    return put_in_groups(user, [*groups_of(user.id), values["group_id"]], by=by)


def take_from_group(user: User, by: Person, values: Values) -> bool:
    return put_in_groups(user, [one for one in groups_of(user.id) if one != values["group_id"]], by=by)


ACTS: dict[str, Act] = {
    "suspend": Act(
        mark("Suspend"),
        mark("They are logged out everywhere and cannot log in. Nothing of theirs is deleted. They are told by mail."),
        suspend,
        lambda row, values, there: row.status == "suspended" and row.suspended_reason == values["reason"],
        let_in_again,
        {"status": "suspended"},
    ),
    "unsuspend": Act(
        mark("Lift the suspension"),
        mark("They can log in again, and are told so by mail."),
        lambda user, by, values: user.unsuspend(by=by),
        lambda row, values, there: row.status != "suspended",
        suspend_again,
        {"status": "active"},
    ),
    "log_out": Act(
        mark("Log out everywhere"),
        mark("They have to log in again. This cannot be undone."),
        lambda user, by, values: user.log_out_everywhere(by=by),
        lambda row, values, there: False,
    ),
    "delete": Act(
        mark("Delete"),
        mark("They are hidden and cannot log in. They can be restored for some weeks, then they are erased."),
        lambda user, by, values: user.delete(by=by),
        lambda row, values, there: row.status == "deleted",
        lambda user, by, noted: user.restore(by=by),
        {"status": "deleted"},
    ),
    "restore": Act(
        mark("Restore"),
        mark("They are there again as they were before they were deleted."),
        lambda user, by, values: user.restore(by=by),
        lambda row, values, there: row.status != "deleted",
        lambda user, by, noted: user.delete(by=by),
        {"status": "active"},
    ),
    "add_to_group": Act(
        mark("Add to a group"),
        mark("They see the forms that are for the group."),
        add_to_group,
        lambda row, values, there: row.id in there,
        take_from_group,
    ),
    "take_from_group": Act(
        mark("Take out of a group"),
        mark("They see the forms that are for the group no longer."),
        take_from_group,
        lambda row, values, there: row.id not in there,
        add_to_group,
    ),
}
# Nobody is harmed by these: their button does not warn.
HARMLESS = frozenset({"unsuspend", "restore", "add_to_group", "take_from_group"})
WITH_GROUP = frozenset({"add_to_group", "take_from_group"})


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
    if row.status == "deleted" and its is ACTS["suspend"]:
        return _("This account is deleted. Restore it first.")
    if row.status == "pending" and its is ACTS["suspend"] and values.get("until"):
        return _(UNAPPROVED)
    try:
        authorize(by, Permission.USERS_WRITE, row, its.new)
    except Refused as refused:
        return refused.sentence
    return ""


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
