"""An act upon many: in transactions as short as they should be, with a rest between two of them."""

import time
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from tests.support.acting import person
from tests.support.jobs import work
from tests.support.make import make_user
from tests.support.stage import found, only, own_context
from webapp.database import writing
from webapp.jobs import acting_in_bulk, running
from webapp.jobs.acting_in_bulk import in_time
from webapp.models.bulk_jobs import begin_act, take_back
from webapp.models.long_job import LongJob
from webapp.models.user import User

MEMBERS = select(User.status).where(User.role == "member").order_by(User.id)


def test_no_more_are_taken_than_there_is_time_for() -> None:
    assert (list(in_time("abc", -1)), list(in_time("abc", 10))) == (["a"], ["a", "b", "c"])


def test_those_for_whom_there_was_no_time_come_next(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    rests = list[float]()
    monkeypatch.setattr(acting_in_bulk, "LONGEST", -1)
    monkeypatch.setattr(time, "sleep", rests.append)
    boss, ids = make_user("owner"), [make_user().id for _ in range(4)]
    with own_context(), writing():
        job = begin_act("suspend", {"reason": "For a test"}, ids, str(uuid4()), by=person(boss)).id
    work()
    assert (found(MEMBERS), only(select(LongJob.done))) == (["suspended"] * 4, 4)
    with own_context(), writing():
        take_back(job, by=person(boss))
    work()
    assert found(MEMBERS) == ["active"] * 4
    # Three between the four chunks, and at the end of the way back the one in which nobody is found.
    assert len([one for one in rests if running.SHORTEST_REST <= one <= running.LONGEST_REST]) >= 7
