"""A regular job that somebody does not want to wait for: one round of it, as a long job."""

from collections.abc import Callable

from webapp.jobs.regular import REGULAR, Job, rounds
from webapp.jobs.running import Running

PREFIX = "regular."


def round_of(regular: Job) -> Callable[[Running], None]:
    """What does one round of it now; the next one in the schedule comes all the same."""

    def act(job: Running) -> None:
        rounds.do(regular, job.sender, job.is_to_stop)

    return act


ROUNDS = {f"{PREFIX}{job.name}": (job.words, round_of(job)) for job in REGULAR}
