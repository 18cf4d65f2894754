"""An act upon many people, and taking it back: some in each transaction, each as if it were done to one alone."""

import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from typing import TypeVar

from flask import current_app

from webapp.clock import now
from webapp.database import wholly, writing
from webapp.jobs.running import Running
from webapp.models.bulk import is_as_left, noted_in, person_held
from webapp.models.bulk_acts import ACTS
from webapp.models.permissions import Refused, Role
from webapp.models.person import Person
from webapp.models.user import User

One = TypeVar("One")
# So many people in one transaction, and so many seconds: others who write wait for it.
AT_ONCE, LONGEST = 20, 0.05


def act_in_bulk(job: Running) -> None:
    """`arguments`: act, values, ids, batch. `state["refused"]`: [id, why] of those to whom it was not done."""
    ids, its = job.arguments["ids"], ACTS[job.arguments["act"]]
    values = job.arguments["values"] | {"base_url": current_app.config["LODGE"].base_url}
    while job.done < len(ids) and not job.is_to_stop():
        some = ids[job.done : job.done + AT_ONCE]
        by = acting(job, "batch")
        with writing():
            number = 0
            done, refused = job.state.get("done", 0), list(job.state.get("refused", []))
            for user_id in in_time(some, LONGEST):
                number += 1
                user = person_held(user_id)
                try:
                    with apart(user):
                        done += user is not None and its.does(user, by, values)
                except Refused as why:
                    refused.append([user_id, why.sentence])
            job.advance(number, state={"done": done, "refused": refused})
    job.result = {"done": job.state.get("done", 0), "refused": len(job.state.get("refused", []))}


def acting(job: Running, batch: str) -> Person:
    """Who asked has confirmed that it is them before, and the last of many comes later than that counts for."""
    return replace(job.by, batch=job.arguments[batch], authenticated_at=now())


def in_time(some: Sequence[One], seconds: float) -> Iterator[One]:
    """Each, as long as there is time; the rest come in the next transaction."""
    deadline = time.monotonic() + seconds
    for one in some:
        yield one
        if time.monotonic() > deadline:
            return


def apart(user: User | None) -> AbstractContextManager[object]:
    """The last owner is refused when the change is made already: of theirs nothing may stay."""
    return wholly() if user is not None and user.role == Role.OWNER else nullcontext()


def undo_in_bulk(job: Running) -> None:
    """`arguments`: act, values, the batch that is taken back, its own batch `undo`. `state["changed"]`: who was changed since."""
    its = ACTS[job.arguments["act"]]
    if its.takes_back is None:
        return
    while not job.is_to_stop():
        by = acting(job, "undo")
        with writing():
            rows = noted_in(job.arguments["batch"], job.state.get("last", 0), AT_ONCE)
            if not rows:
                break
            done, changed = job.state.get("done", 0), list(job.state.get("changed", []))
            number = 0
            for row in in_time(rows, LONGEST):
                number += 1
                user, noted = person_held(row.target_id), row.content or {}
                is_back = False
                if user is not None and is_as_left(user, job.arguments["act"], noted, job.arguments["values"]):
                    try:
                        with apart(user):
                            is_back = its.takes_back(user, by, {**noted, **job.arguments["values"]})
                    except Refused:
                        is_back = False
                done += is_back
                changed += [] if is_back else [row.target_id]
            job.advance(number, state={"done": done, "changed": changed, "last": rows[number - 1].id})
    job.result = {"done": job.state.get("done", 0), "changed_since": len(job.state.get("changed", []))}
