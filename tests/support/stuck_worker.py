"""A worker that never comes out of the fourth step of a long job: it says so, in the middle of writing, and sleeps."""

import time

from tests.support.steps import steps
from webapp import create_app
from webapp.jobs.long_jobs import do_long_jobs
from webapp.jobs.long_tasks import LONG, Task


def stick(step: int) -> None:
    if step == 3:
        print("stuck", flush=True)
        time.sleep(600)


if __name__ == "__main__":
    LONG["steps"] = Task("Steps", lambda job: steps(job, within=stick))
    with create_app().app_context():
        do_long_jobs("one", lambda: False)
