"""The check of the log, in slices: each hash against the line before it, as `lodge events verify` does."""

from webapp.database import writing
from webapp.jobs.running import Running
from webapp.models.event_chain import BEGINNING, number_of_events, walk_slice

SLICES = 10


def verify_events(job: Running) -> None:
    """Walk on from where the last worker stopped; `result` says how many lines hold, and which is the first that does not."""
    total = number_of_events()
    last, before = job.state.get("last", 0), job.state.get("before", BEGINNING)
    while not job.is_to_stop():
        seen, last, before, bad = walk_slice(last, before, SLICES)
        with writing():
            job.advance(seen, state={"last": last, "before": before}, total=max(total, job.done + seen))
        job.result = {"seen": job.done, "bad": bad}
        if bad is not None or not seen:
            return
