"""`lodge jobs`: list, cancel and retry at the machine."""

import json

from click.testing import Result
from flask import Flask
from sqlalchemy import select

from tests.support.acting import person
from tests.support.make import make_user
from tests.support.stage import found, only, saving
from webapp.models.event import Event
from webapp.models.long_job import LongJob


def lodge(app: Flask, *arguments: str) -> Result:
    return app.test_cli_runner().invoke(args=["jobs", *arguments])


def ask(number: int = 1) -> None:
    olga = make_user("owner", name="Olga Owner")
    with saving():
        for _ in range(number):
            LongJob.ask("verify_events", by=person(olga), total=312)


def test_they_are_listed_newest_first_as_json(app: Flask) -> None:
    ask(2)
    listed = json.loads(lodge(app, "list", "--json").output)
    assert [one["id"] for one in listed] == [2, 1]
    assert (listed[0]["kind"], listed[0]["status"], listed[0]["total"]) == ("verify_events", "waiting", 312)
    assert listed[0]["asker"] == "Olga Owner"
    assert lodge(app, "list", "--status", "failed", "--json").output == "[]\n"


def test_one_is_cancelled_and_tried_again(app: Flask) -> None:
    ask()
    assert lodge(app, "cancel", "1").output == "Job 1 is cancelled.\n"
    assert only(select(LongJob.status)) == "cancelled"
    assert lodge(app, "retry", "1").output == "Job 1 waits for a worker.\n"
    assert only(select(LongJob.status)) == "waiting"
    assert found(select(Event.action).order_by(Event.id)) == ["job.cancelled", "job.retried"]


def test_what_cannot_be_tried_again_is_exit_1_and_what_is_not_there_4(app: Flask) -> None:
    ask()
    assert lodge(app, "retry", "1").exit_code == 1
    assert (lodge(app, "cancel", "1").exit_code, lodge(app, "cancel", "1").exit_code) == (0, 1)
    assert lodge(app, "retry", "7").exit_code == 4
