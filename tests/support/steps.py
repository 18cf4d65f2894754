"""A long job for tests: five steps, each of which leaves a row."""

from collections.abc import Callable

from webapp.clock import now
from webapp.database import writing
from webapp.jobs.running import Running
from webapp.models.counter import Counter

STEPS = 5


def nothing(step: int) -> None:
    return None


def steps(job: Running, each: Callable[[int], None] = nothing, within: Callable[[int], None] = nothing) -> None:
    """Writes one row a step, named by its number: a step done twice would meet itself. `within` happens before its commit."""
    while job.done < STEPS and not job.is_to_stop():
        each(job.done)
        with writing() as session:
            session.add(Counter(key=f"step {job.done}", n=1, expires_at=now()))
            session.flush()
            within(job.done)
            job.advance(1, state={"last": job.done})
    job.result = {"steps": job.done}
