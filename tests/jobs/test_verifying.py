"""The check of the log as a job: it walks all lines and names the first that is not as it was written."""

from flask import Flask
from sqlalchemy import select

from tests.jobs.test_long_jobs import job, work
from tests.models.test_event_chain import tamper
from tests.support.acting import does, person
from tests.support.make import make_user
from tests.support.stage import only, own_context
from webapp.database import writing
from webapp.models.event import Event
from webapp.models.long_job import LongJob


def test_the_log_is_checked_as_a_job(app: Flask) -> None:
    anna = make_user("admin")
    does(make_user("owner"), "suspend", make_user(), reason="left")
    with own_context(), writing():
        LongJob.ask("verify_events", by=person(anna))
    work()
    assert (job().status, job().result) == ("done", {"seen": 1, "bad": None})


def test_the_check_names_the_first_bad_line(app: Flask) -> None:
    olga = make_user("owner")
    does(olga, "suspend", make_user(), reason="left")
    tamper(app, "UPDATE event SET action = 'user.restored'")
    with own_context(), writing():
        LongJob.ask("verify_events", by=person(olga))
    work()
    assert job().result == {"seen": 0, "bad": only(select(Event.id))}
