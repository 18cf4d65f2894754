"""What can be done to many people at once: each act as to one alone, whom it changes nothing for, and how it is taken back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from webapp.extensions import db
from webapp.languages import _, mark
from webapp.models.belonging import groups_of, put_in_groups
from webapp.models.group import Group
from webapp.models.password_link import NO_LOG_IN, mail_password_link
from webapp.models.permissions import MANAGING, Permission, Refused, Role
from webapp.models.person import Person
from webapp.models.standing import is_in
from webapp.models.user import User
from webapp.models.user_acts import UNAPPROVED, plain

Values = Mapping[str, Any]
# Who manages people is given that role one by one, and keeps it until somebody looks at them alone.
GIVEN_TO_MANY = (Role.MEMBER, Role.AUDITOR, Role.STAFF)
# Apart from what an event notes of a role.
NEW_ROLE = "new_role"
ONE_BY_ONE = mark("Owners and admins are given their role, and lose it, one by one.")
DELETED = mark("This account is deleted. Restore it first.")


@dataclass(frozen=True, slots=True)
class Act:
    """`does(user, by, values)` is True when something changed; `takes_back(user, by, noted)` puts back what was.

    `is_there(row, values, in_group)`: it is so already, and there is nothing to do. `refuses(row, values)`: why it cannot be
    done to this person, "" where it can. `needs` and `new`: what `authorize` is asked about.
    """

    words: str
    consequence: str
    does: Callable[[User, Person, Values], bool]
    is_there: Callable[[Row[Any], Values, frozenset[int]], bool]
    takes_back: Callable[[User, Person, Values], bool] | None = None
    new: Mapping[str, Any] | None = None
    refuses: Callable[[Row[Any], Values], str] = lambda row, values: ""
    needs: Permission = Permission.USERS_WRITE

    def asked_about(self, values: Values) -> Mapping[str, Any] | None:
        """The new values that `authorize` decides on."""
        return {"role": values[NEW_ROLE]} if NEW_ROLE in values else self.new


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


def send_link(user: User, by: Person, values: Values) -> bool:
    mail_password_link(user, by=by, link_to=lambda token: f"{values['base_url']}/reset-password/{token}")
    return True


def give_role(user: User, by: Person, values: Values) -> bool:
    role = Role(values[NEW_ROLE])
    if {Role(user.role), role} & MANAGING:
        raise Refused(_(ONE_BY_ONE), "R2")
    return user.grant_role(by=by, role=role)


def give_role_back(user: User, by: Person, noted: Values) -> bool:
    """What was offered is taken back; who had a higher role is offered it, for a role is accepted by its person."""
    was = noted["role"]["old"] if "role" in noted else noted["granted_role"]["old"] or user.role
    return give_role(user, by, {NEW_ROLE: was})


def cannot_be_suspended(row: Row[Any], values: Values) -> str:
    if row.status == "deleted":
        return _(DELETED)
    return _(UNAPPROVED) if row.status == "pending" and values.get("until") else ""


def cannot_get_role(row: Row[Any], values: Values) -> str:
    if Role(row.role) in MANAGING:
        return _(ONE_BY_ONE)
    return _(DELETED) if row.status == "deleted" else ""


ACTS: dict[str, Act] = {
    "approve": Act(
        mark("Approve"),
        mark("Who waits for approval is let in, and told so by mail. This cannot be undone: suspend whom you let in by mistake."),
        lambda user, by, values: user.approve(by=by),
        lambda row, values, there: row.status != "pending",
        new={"status": "active"},
    ),
    "reject": Act(
        mark("Reject"),
        mark("Who waits for approval gets no account, and is told so by mail and when they try to log in."),
        lambda user, by, values: user.reject(by=by, reason=values["reason"]),
        lambda row, values, there: row.status != "pending",
        lambda user, by, noted: user.restore(by=by),
        {"status": "deleted"},
    ),
    "suspend": Act(
        mark("Suspend"),
        mark("They are logged out everywhere and cannot log in. Nothing of theirs is deleted. They are told by mail."),
        suspend,
        lambda row, values, there: row.status == "suspended" and row.suspended_reason == values["reason"],
        let_in_again,
        {"status": "suspended"},
        cannot_be_suspended,
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
    "send_link": Act(
        mark("Start a password reset"),
        mark("Each gets a mail with a link to choose a new password. Until they do, the old one works. This cannot be undone."),
        send_link,
        lambda row, values, there: False,
        refuses=lambda row, values: "" if is_in(row) else _(NO_LOG_IN),
    ),
    "give_role": Act(
        mark("Change role"),
        mark("A lower role holds at once. A higher one is offered by mail, and holds once its person accepts it."),
        give_role,
        lambda row, values, there: values[NEW_ROLE] in ({row.granted_role} if row.granted_role else {row.role}),
        give_role_back,
        refuses=cannot_get_role,
        needs=Permission.USERS_ROLE_WRITE,
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
HARMLESS = frozenset({"approve", "unsuspend", "restore", "send_link", "give_role", "add_to_group", "take_from_group"})
WITH_GROUP = frozenset({"add_to_group", "take_from_group"})
