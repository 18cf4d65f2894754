"""Regular jobs write down how their last round went: each failure, and what goes well no more often than somebody reads it."""

import pytest
from flask import Flask
from sqlalchemy import select

from tests.support.clock import Clock
from tests.support.stage import count, only, own_context
from webapp.jobs.consumer import Schedule
from webapp.jobs.regular import IsStopping, Job, Rounds
from webapp.models.regular_job import JobLeader, RegularJob, leading_worker, note_leader, worker_name


def never() -> bool:
    return False


def well(sender: str, is_stopping: IsStopping) -> None:
    return None


def badly(sender: str, is_stopping: IsStopping) -> None:
    raise ZeroDivisionError("no")


def test_a_round_that_ended_well_is_noted(app: Flask, clock: Clock) -> None:
    with own_context():
        Rounds().do(Job("tidy", "Tidy", well, every=3600), "one", never)
    noted = only(select(RegularJob))
    assert (noted.name, noted.started_at, noted.trouble, noted.worker) == ("tidy", clock.now, "", worker_name())


def test_a_round_that_failed_is_noted_with_its_error_and_raises(app: Flask) -> None:
    with own_context(), pytest.raises(ZeroDivisionError):
        Rounds().do(Job("tidy", "Tidy", badly, every=3600), "one", never)
    assert only(select(RegularJob.trouble)) == "ZeroDivisionError"


def test_what_is_done_every_two_seconds_is_written_down_once_a_minute(app: Flask, clock: Clock) -> None:
    rounds, first = Rounds(), clock.now
    with own_context():
        rounds.do(Job("mail", "Mail", well, every=2), "one", never)
        clock.move(seconds=2)
        rounds.do(Job("mail", "Mail", well, every=2), "one", never)
    assert only(select(RegularJob.started_at)) == first


def test_its_failure_is_written_down_at_once(app: Flask) -> None:
    rounds = Rounds()
    with own_context():
        rounds.do(Job("mail", "Mail", well, every=2), "one", never)
        with pytest.raises(ZeroDivisionError):
            rounds.do(Job("mail", "Mail", badly, every=2), "one", never)
    assert only(select(RegularJob.trouble)) == "ZeroDivisionError"
    assert count(RegularJob) == 1


def test_whoever_leads_is_known_until_nothing_was_heard_for_long(app: Flask, clock: Clock) -> None:
    with own_context():
        assert leading_worker() == ""
        note_leader()
        note_leader()
        assert leading_worker() == worker_name()
        clock.move(minutes=3)
        assert leading_worker() == ""
    assert count(JobLeader) == 1


@pytest.mark.parametrize("leads", [True, False])
def test_only_the_leader_says_that_it_leads_and_not_at_each_beat(leads: bool) -> None:
    said: list[bool] = []
    schedule = Schedule.__new__(Schedule)
    schedule.note_at, schedule.note = 0.0, lambda: said.append(True)
    for _ in range(3):
        schedule.say_who_leads(leads)
    assert said == [True] * leads
