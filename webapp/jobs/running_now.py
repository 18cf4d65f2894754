"""A regular job that somebody does not want to wait for: one round of it, as a long job."""

import time
from collections.abc import Callable

from webapp.database import writing
from webapp.jobs.regular import REGULAR, Job, rounds
from webapp.jobs.running import Running

# Seconds: well within the lease.
HELD_EVERY = 20.0
PREFIX = "regular."


def round_of(regular: Job) -> Callable[[Running], None]:
    """What does one round of it now; the next one in the schedule comes all the same."""

    def act(job: Running) -> None:
        held = [time.monotonic()]

        def is_to_stop() -> bool:
            if time.monotonic() - held[0] > HELD_EVERY:
                held[0] = time.monotonic()
                with writing():
                    job.keep()
            return job.is_to_stop()

        rounds.do(regular, job.sender, is_to_stop)

    return act


ROUNDS = {f"{PREFIX}{job.name}": (job.words, round_of(job)) for job in REGULAR}
