"""The page of jobs: how far each is, what went wrong in words, cancel and retry; the schedule, and one of it at once."""

import pytest
from flask import Flask
from sqlalchemy import select

from tests.support.acting import person
from tests.support.browser import Browser
from tests.support.clock import Clock
from tests.support.jobs import work
from tests.support.make import make_user, sign_in
from tests.support.stage import count, found, only, own_context, saving
from webapp.clock import now
from webapp.jobs.regular import REGULAR
from webapp.models.event import Event
from webapp.models.long_job import LongJob, claim_job
from webapp.models.regular_job import RegularJob, note_leader
from webapp.models.tidying import tidy
from webapp.models.user import User


@pytest.fixture
def admin(browser: Browser) -> Browser:
    return sign_in(browser, make_user("admin", name="Ada Admin"))


def ask(kind: str = "verify_events", **values: object) -> int:
    asker = found(select(User))[0]
    with saving():
        job = LongJob.ask(kind, by=person(asker), total=312)
        for name, value in values.items():
            setattr(job, name, value)
    return job.id


def failed(trouble: str) -> int:
    return ask(status="failed", done=120, ended_at=now(), trouble=trouble)


def test_without_any_it_says_what_comes_here_and_that_nobody_works(admin: Browser) -> None:
    admin.open("/admin/jobs")
    assert admin.has("No job yet")
    assert admin.has("No worker has been heard of for two minutes")
    assert admin.html.count("Not yet") == len(REGULAR)


def test_the_schedule_says_who_leads_and_how_each_went(admin: Browser) -> None:
    with saving() as session:
        session.add(RegularJob(name="tidy", started_at=now(), took_ms=1440, worker="here 1"))
        session.add(RegularJob(name="purge_files", started_at=now(), took_ms=40, trouble="OperationalError", worker="here 1"))
    with own_context():
        note_leader()
    admin.open("/admin/jobs")
    assert admin.has("The schedule is kept by")
    assert all(admin.has(words) for words in ("1.4 s", "40 ms", "60 minutes"))
    assert admin.has("The database could not be reached, or was busy for too long (OperationalError).")


def test_one_of_the_schedule_is_done_at_once(admin: Browser) -> None:
    admin.open("/admin/jobs").press("Run now Drop what has expired, lift what has lapsed")
    assert admin.heading == "Drop what has expired, lift what has lapsed"
    assert admin.has("This job waits for a worker")
    work()
    assert admin.follow("Look again how far it is").has("This job is done.")
    assert only(select(Event.action)) == "job.started"


def test_progress_is_said_in_words_and_without_javascript(admin: Browser) -> None:
    job_id = ask(done=120)
    admin.open(f"/admin/jobs/{job_id}")
    assert admin.has("120 of 312 (38 %)")
    assert 'value="120"' in admin.html
    assert admin.has("asked for by Ada Admin")


@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        ("error ZeroDivisionError", "The portal made a mistake (ZeroDivisionError)."),
        ("error OperationalError", "The database could not be reached"),
        ("lost", "The worker that did it was stopped each time before it got on."),
        ("unknown", "No worker knows this job."),
        ("Your role does not allow this.", "Your role does not allow this."),
    ],
)
def test_what_went_wrong_is_said_in_words_and_it_can_go_on(admin: Browser, trouble: str, words: str) -> None:
    job_id = failed(trouble)
    assert admin.open("/admin/jobs?status=failed").has(words)
    assert admin.open(f"/admin/jobs/{job_id}").has(words)
    assert admin.press("Go on with this job").has("The job goes on where it stopped.")
    assert only(select(LongJob.status)) == "waiting"
    assert only(select(LongJob.done)) == 120


def test_a_waiting_one_is_cancelled_once_that_was_confirmed(admin: Browser) -> None:
    job_id = ask()
    admin.open(f"/admin/jobs/{job_id}").follow("Cancel this job")
    assert admin.has("What it has done by then stays done.")
    assert only(select(LongJob.status)) == "waiting"
    assert admin.press("Cancel this job").has("This job was cancelled.")
    assert only(select(Event.action)) == "job.cancelled"


def test_a_running_one_says_that_it_is_being_cancelled(admin: Browser) -> None:
    job_id = ask()
    with own_context():
        claim_job(job_id, "one")
    admin.open(f"/admin/jobs/{job_id}/cancel").press("Cancel this job")
    assert admin.has("This job is being cancelled")
    assert "Cancel this job" not in admin.html
    admin.open(f"/admin/jobs/{job_id}/cancel").press("Cancel this job")
    assert admin.has("There was nothing to cancel any more.")
    assert count(Event) == 1


def test_what_it_counted_stands_on_its_page(admin: Browser) -> None:
    job_id = ask(status="done", ended_at=now(), result={"seen": 7, "bad": None, "rows": [1]})
    admin.open(f"/admin/jobs/{job_id}")
    assert admin.has("Lines checked")
    assert not admin.has("First line that is not as it was written")


@pytest.mark.parametrize(
    ("kind", "page"), [("act_in_bulk", "users/bulk"), ("undo_in_bulk", "users/bulk"), ("invite_people", "invitations/lists")]
)
def test_one_about_many_people_leads_to_what_became_of_each(admin: Browser, app: Flask, kind: str, page: str) -> None:
    job_id = ask(kind, status="done", ended_at=now(), arguments={"act": "delete", "values": {}, "batch": "", "lines": []})
    path = f"/admin/jobs/{job_id}"
    assert admin.open(path).follow("See what became of each").path == f"/admin/{page}/{job_id}"
    assert admin.status == 200
    assert not sign_in(Browser(app), make_user("auditor")).open(path).has("See what became of each")


def test_another_leads_nowhere_else(admin: Browser) -> None:
    assert not admin.open(f"/admin/jobs/{ask()}").has("See what became of each")


def test_a_long_list_has_pages_and_can_be_narrowed(admin: Browser) -> None:
    for _ in range(21):
        ask()
    failed("lost")
    admin.open("/admin/jobs").follow("Next")
    assert admin.html.count('/admin/jobs/1"') == 1
    admin.open("/admin/jobs").follow("Failed")
    assert admin.html.count(">Check the log of events<") == 1
    assert admin.follow("Cancelled").has("No job in this status")
    assert admin.open("/admin/jobs?status=lost&page=x").has("That page is no longer there.")


def test_a_job_of_a_newer_version_has_a_name_all_the_same(admin: Browser) -> None:
    ask("weigh_everything")
    assert admin.open("/admin/jobs").has("Weigh everything")


def test_what_is_not_there_is_not_found(admin: Browser) -> None:
    assert admin.open("/admin/jobs/7").status == 404
    assert admin.open("/admin/jobs/7/cancel").status == 404


@pytest.mark.parametrize("role", ["member", "staff", "auditor"])
def test_it_is_for_admins(browser: Browser, role: str) -> None:
    assert sign_in(browser, make_user(role)).open("/admin/jobs").status == 403


def test_old_ended_jobs_go(admin: Browser, clock: Clock) -> None:
    failed("lost")
    ask()
    clock.move(days=91)
    with own_context():
        list(tidy())
    assert found(select(LongJob.status)) == ["waiting"]
