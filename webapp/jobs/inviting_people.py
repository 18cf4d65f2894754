"""Inviting everybody of a list, some in each transaction, each judged anew; what became of whom is kept by whoever asks."""

from collections.abc import Callable, Sequence
from typing import Any

from flask import current_app
from sqlalchemy.exc import IntegrityError

from webapp.config import Config
from webapp.database import writing
from webapp.jobs.running import Running
from webapp.models import inviting
from webapp.models.people_list import Line, group_ids, judged, role_of
from webapp.models.permissions import Refused, Role
from webapp.models.person import Person
from webapp.models.user import folded
from webapp.site import settings

AT_ONCE = 20
# Is given the verdicts of a slice, inside its transaction.
Note = Callable[[list[str]], None]


def invite_people(job: Running) -> None:
    """`arguments["lines"]`: the list as it was when it was confirmed; `state["verdicts"]`: what became of the first of them."""
    lines = [Line(**line) for line in job.arguments["lines"]]

    def note(verdicts: list[str]) -> None:
        job.advance(len(verdicts), state={"verdicts": [*job.state.get("verdicts", []), *verdicts]})

    while job.done < len(lines) and not job.is_to_stop():
        invite_slice(lines[job.done : job.done + AT_ONCE], by=job.by, note=note)
    verdicts = job.state.get("verdicts", [])
    job.result = {"invited": verdicts.count("sent"), "not_invited": len(verdicts) - verdicts.count("sent")}


def invite_slice(some: Sequence[Line], *, by: Person, note: Note) -> None:
    """Some lines in one transaction, in which `note` is told what became of each."""
    try:
        invite_some(some, by, note)
    except IntegrityError:
        # One of them was invited, or has signed up, since they were judged: one by one, the others are not held up.
        for line in some:
            invite_some([line], by, note)


def invite_some(some: Sequence[Line], by: Person, note: Note) -> None:
    known, told = group_ids(), judged(some, by=by)
    with writing():
        note([invited(line, by, known) if line.verdict == "good" else line.verdict for line in told])


def invited(line: Line, by: Person, known: dict[str, int]) -> str:
    """Its verdict afterwards. Without a mail server the mail waits in the outbox, where its link can be copied."""
    config: Config = current_app.config["LODGE"]
    values: dict[str, Any] = {
        "email": line.email,
        "name": line.name[:200],
        "role": role_of(line) or Role.MEMBER,
        "group_ids": [known[folded(name)] for name in line.wanted_groups],
    }
    try:
        inviting.invite(by=by, rules=settings(), link_to=lambda token: f"{config.base_url}/invitations/{token}", **values)
    except Refused:
        return "refused"
    return "sent"
