"""Building a form's statuses: add, change, order, delete. They belong to the form, and count at once."""

import secrets
from typing import Any

from sqlalchemy import Select, exists, func, select

from webapp.extensions import db
from webapp.languages import _
from webapp.models.event import Event
from webapp.models.form import Form
from webapp.models.form_status import FREEING, FormStatus
from webapp.models.permissions import Refused
from webapp.models.person import Person
from webapp.models.submission import Submission
from webapp.models.user_acts import SavedFirst

MOST = 30
# The portal itself moves submissions into these: when they arrive, are returned, and are taken back.
NEEDED = frozenset({"new", "waiting", "withdrawn"})


def held(form_id: int) -> list[FormStatus]:
    """Inside `writing()`: a form's statuses in order, with the form held, so that two who order them take turns."""
    db.session.execute(select(Form.id).where(Form.id == form_id).with_for_update(key_share=True))
    return list(db.session.scalars(in_order(form_id).execution_options(populate_existing=True)))


def in_order(form_id: int) -> Select[FormStatus]:
    return select(FormStatus).where(FormStatus.form_id == form_id).order_by(FormStatus.position, FormStatus.key)


def numbers_of(form_id: int) -> dict[str, int]:
    """key → how many submissions have this status now."""
    counted = (
        select(Submission.status, func.count().label("number")).where(Submission.form_id == form_id).group_by(Submission.status)
    )
    return {row.status: row.number for row in db.session.execute(counted)}


def add_status(form: Form, *, by: Person, **values: Any) -> FormStatus:
    """One more, at the end. Raises Refused when there are as many as a page can show."""
    before = held(form.id)
    if len(before) >= MOST:
        raise Refused(_("A form has %(most)s statuses at most.", most=MOST), "status")
    status = FormStatus(form_id=form.id, key=f"s_{secrets.token_hex(4)}", position=len(before), **values)
    db.session.add(status)
    Event.record(by=by, action="form.status_added", target=form, detail={"status": status.label})
    return status


def change_status(form: Form, key: str, *, by: Person, version: int, **values: Any) -> None:
    """Name, words, phase and rules. Raises SavedFirst when `version` is not the one that stands, Refused for a phase
    that nothing else would have, or that submissions have got into by their members' own act."""
    statuses = {status.key: status for status in held(form.id)}
    status = statuses[key]
    was = {name: getattr(status, name) for name, value in values.items() if getattr(status, name) != value}
    if not was:
        return
    if status.version != version:
        raise SavedFirst(status.version, {name: getattr(status, name) for name in values})
    if "phase" in was:
        check_phase(status, list(statuses.values()))
        check_places(status, values["phase"])
    for name in was:
        setattr(status, name, values[name])
    status.version += 1
    detail = {name: {"old": old, "new": values[name]} for name, old in was.items()} | {"status": status.label}
    Event.record(by=by, action="form.status_changed", target=form, fields=tuple(was), detail=detail)


def check_phase(status: FormStatus, statuses: list[FormStatus]) -> None:
    """Raises Refused when this one may not leave its phase."""
    others = [one for one in statuses if one.phase == status.phase and one.key != status.key]
    if status.phase in NEEDED and not others:
        raise Refused(_("A form needs a status of this phase: add another one first."), "status")
    if status.phase == "withdrawn" and is_used(status):
        raise Refused(_("People have withdrawn into this status: it keeps its phase."), "status")


def check_places(status: FormStatus, phase: str) -> None:
    """Raises Refused where a new phase would give places back, or take them, past those who wait."""
    if (status.phase in FREEING) != (phase in FREEING) and is_used(status):
        used = _("Submissions have this status, and what is refused has no place: give them another one first.")
        raise Refused(used, "status")


def shift_status(form: Form, key: str, step: int, *, by: Person) -> None:
    """One place up (-1) or down (1); at the end of the list nothing happens."""
    statuses = held(form.id)
    place = next(place for place, status in enumerate(statuses) if status.key == key)
    if not 0 <= place + step < len(statuses):
        return
    statuses.insert(place + step, statuses.pop(place))
    for position, status in enumerate(statuses):
        status.position = position
    Event.record(by=by, action="form.statuses_ordered", target=form, detail={"status": statuses[place + step].label})


def delete_status(form: Form, key: str, *, by: Person) -> None:
    """Raises Refused while a submission has it, and for the last one of a phase that the portal needs."""
    statuses = held(form.id)
    status = next(one for one in statuses if one.key == key)
    if is_used(status):
        raise Refused(_("Submissions have this status: give them another one first."), "status")
    check_phase(status, statuses)
    Event.record(by=by, action="form.status_deleted", target=form, detail={"status": status.label})
    db.session.delete(status)


def is_used(status: FormStatus) -> bool:
    having = exists().where(Submission.form_id == status.form_id, Submission.status == status.key)
    return bool(db.session.scalar(select(having)))
