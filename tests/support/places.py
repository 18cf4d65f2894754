"""Forms with places: workshops of which some take only so many, people who send them, and who take them back."""

from collections import Counter
from typing import Any

from flask import Flask
from sqlalchemy import select, update

from tests.races.senders import ready
from tests.support.acting import person
from tests.support.forms import option, page, question
from tests.support.stage import found, own_context, saving
from webapp.extensions import db
from webapp.models.capacity import form_scope, option_scope
from webapp.models.form import Form
from webapp.models.form_status import FREEING, FormStatus
from webapp.models.submission import Capacity, Submission
from webapp.models.user import User
from webapp.models.waiting_list import first_of, lines_of, scopes_needed
from webapp.models.waiting_place import WaitingPlace
from webapp.models.withdrawal import withdraw


def asked(pottery: int | None = None, *others: str) -> dict[str, Any]:
    """A page that offers workshops; the first is Pottery, with so many places."""
    first = option("Pottery") | ({} if pottery is None else {"cap": pottery})
    options = [first, *(option(name) for name in others or ("Weaving",))]
    return page(question("choice", "Workshop", "f_workshop", options=options), uid="p_a")


def send(app: Flask, form: Form, key: str = "o_pottery", user: User | None = None) -> int:
    """Somebody sends it; returns the status of the answer. What is full by then is waited for, where that is possible."""
    return ready(app, form, {"f_workshop": key}, user).send().status_code


def line(form: Form, key: str = "") -> list[int]:
    """Who waits for the form or for an option: the numbers of their submissions, 1 for the first that was sent."""
    scope = option_scope(form.id, "f_workshop", key) if key else form_scope(form.id)
    waiting = select(WaitingPlace.submission_id).where(WaitingPlace.scope == scope).order_by(WaitingPlace.turn)
    order = found(select(Submission.id).order_by(Submission.id))
    return [order.index(one) + 1 for one in found(waiting)]


def everything_adds_up(form: Form) -> bool:
    """Whether each count is what submissions hold by their answers, lines and statuses, and nobody waits beside a free place."""
    with own_context():
        counted = {row.scope: row for row in db.session.scalars(select(Capacity).where(Capacity.form_id == form.id))}
        held: Counter[str] = Counter()
        freed = select(FormStatus.key).where(FormStatus.form_id == form.id, FormStatus.phase.in_(FREEING))
        for one in db.session.scalars(select(Submission).where(Submission.status.not_in(freed))):
            waiting = {row.scope for row in lines_of(one.id)}
            needed = {} if form_scope(form.id) in waiting else scopes_needed(one)
            held.update({scope: number for scope, number in needed.items() if scope not in waiting and scope in counted})
        firsts = {scope: first_of(scope) for scope in counted}
        return all(row.used == held[scope] for scope, row in counted.items()) and not any(
            first is not None and counted[scope].cap - counted[scope].used >= first.number for scope, first in firsts.items()
        )


def used(form: Form, key: str = "o_pottery") -> list[int]:
    return found(select(Capacity.used).where(Capacity.scope == option_scope(form.id, "f_workshop", key)))


def fill_up(form: Form) -> None:
    """Every place is taken."""
    with saving() as session:
        session.execute(update(Capacity).where(Capacity.form_id == form.id).values(used=Capacity.cap))


def take_back(which: int = -1) -> None:
    """Whoever sent it withdraws a submission, the newest unless told."""
    submission = found(select(Submission).order_by(Submission.id))[which]
    sender = found(select(User).where(User.id == submission.user_id))[0]
    with saving():
        withdraw(submission.reference, by=person(sender))
