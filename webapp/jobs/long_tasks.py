"""The long jobs that there are: what each is called, what it needs, and what does it."""

from collections.abc import Callable
from dataclasses import dataclass

from webapp.jobs.acting_in_bulk import act_in_bulk, undo_in_bulk
from webapp.jobs.backing_up_now import make_now, verify_now
from webapp.jobs.inviting_people import invite_people
from webapp.jobs.running import Running
from webapp.jobs.running_now import ROUNDS
from webapp.jobs.verifying import verify_events
from webapp.languages import mark
from webapp.models.bulk_jobs import ACTING, UNDOING
from webapp.models.permissions import Permission


@dataclass(frozen=True, slots=True)
class Task:
    """`act` works in chunks, each in a `writing()` of its own that calls `job.advance`, and asks `job.is_to_stop` between."""

    words: str
    act: Callable[[Running], None]
    needs: Permission | None = None


LONG: dict[str, Task] = {
    ACTING: Task(mark("Change several people at once"), act_in_bulk, Permission.USERS_WRITE),
    UNDOING: Task(mark("Undo a change to several people"), undo_in_bulk, Permission.USERS_WRITE),
    "invite_people": Task(mark("Invite a list of people"), invite_people, Permission.USERS_WRITE),
    "make_backup": Task(mark("Make a backup"), make_now, Permission.BACKUPS_WRITE),
    "verify_backup": Task(mark("Verify a backup"), verify_now, Permission.BACKUPS_WRITE),
    "verify_events": Task(mark("Check the log of events"), verify_events, Permission.EVENTS_READ),
}
LONG |= {kind: Task(words, act, Permission.JOBS_WRITE) for kind, (words, act) in ROUNDS.items()}
