"""Forms with places: workshops of which some take only so many, people who send them, and who take them back."""

from typing import Any

from flask import Flask
from sqlalchemy import select, update

from tests.races.senders import ready
from tests.support.acting import person
from tests.support.forms import option, page, question
from tests.support.stage import found, saving
from webapp.models.capacity import option_scope
from webapp.models.form import Form
from webapp.models.submission import Capacity, Submission
from webapp.models.user import User
from webapp.models.withdrawal import withdraw


def asked(pottery: int | None = None, *others: str) -> dict[str, Any]:
    """A page that offers workshops; the first is Pottery, with so many places."""
    first = option("Pottery") | ({} if pottery is None else {"cap": pottery})
    options = [first, *(option(name) for name in others or ("Weaving",))]
    return page(question("choice", "Workshop", "f_workshop", options=options), uid="p_a")


def send(app: Flask, form: Form, key: str = "o_pottery", user: User | None = None) -> int:
    """Somebody sends it; returns the status of the answer."""
    return ready(app, form, {"f_workshop": key}, user).send().status_code


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
