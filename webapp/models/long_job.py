"""A job that takes a while: asked for by a person, done in chunks by one worker at a time, gone on with where it stopped."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, Row, String, Table, Text, bindparam, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from webapp.clock import now
from webapp.columns import Base, Id, JsonDocument, UtcDateTime
from webapp.database import read, writer, writing
from webapp.extensions import db
from webapp.models.event import Event
from webapp.models.job_words import LOST
from webapp.models.keyset import Keyset, Order
from webapp.models.permissions import Permission, authorize
from webapp.models.person import Person
from webapp.models.standing import standing
from webapp.models.user import User
from webapp.pending import pending

# Each chunk renews it, and a thread beside the worker; whoever was killed meanwhile is followed by somebody else.
LEASE = timedelta(minutes=2)
MOST_TRIES = 3
# After a try that failed.
PAUSE = timedelta(minutes=1)
STATUSES = ("waiting", "running", "done", "failed", "cancelled")
ENDED = ("done", "failed", "cancelled")


class LongJob(Base):
    """`done` of `total` steps are behind it (total 0: not known); `state` is what the next worker needs to go on.

    The chunk, `done` and `state` are written in one transaction, so that a killed worker's successor does nothing twice.
    """

    __tablename__ = "long_job"
    __table_args__ = (
        CheckConstraint(f"status IN {STATUSES}", name="status"),
        CheckConstraint("done >= 0 AND total >= 0", name="steps"),
        CheckConstraint(f"(status IN {ENDED}) = (ended_at IS NOT NULL)", name="ended_at"),
        CheckConstraint("(status = 'running') = (leased_until IS NOT NULL)", name="leased_until"),
        Index("ix_long_job_by_status", "status", "id"),
        Index("ix_long_job_by_kind", "kind", "id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    # None: the operator at the machine, or the schedule.
    asked_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    status: Mapped[str] = mapped_column(String(9), default="waiting")
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    arguments: Mapped[dict[str, Any]] = mapped_column(JsonDocument)
    state: Mapped[dict[str, Any]] = mapped_column(JsonDocument)
    result: Mapped[dict[str, Any]] = mapped_column(JsonDocument)
    trouble: Mapped[str] = mapped_column(Text, default="")
    attempts: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    started_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    is_cancel_asked: Mapped[bool] = mapped_column(default=False)
    leased_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    leased_by: Mapped[str] = mapped_column(String(32), default="")

    @classmethod
    def ask(cls, kind: str, *, by: Person, total: int = 0, arguments: dict[str, Any] | None = None) -> "LongJob":
        """Have it done by a worker, soon; inside `writing()`. May they? is asked by whoever asks, and again by the job."""
        job = cls(kind=kind, asked_by=by.id, total=total, arguments=arguments or {}, state={}, result={})
        db.session.add(job)
        db.session.flush()
        pending().has_work = True
        return job

    def __str__(self) -> str:
        return f"#{self.id}"

    @property
    def has_ended(self) -> bool:
        return self.status in ENDED

    def cancel(self, *, by: Person) -> bool:
        """Stop it after its next chunk; what is done stays done. False when it has ended."""
        self.hold(by)
        if self.has_ended or self.is_cancel_asked:
            return False
        self.is_cancel_asked = True
        if self.status == "waiting":
            self.status, self.ended_at = "cancelled", now()
        Event.record(by=by, action="job.cancelled", target=self, detail={"kind": self.kind})
        return True

    def retry(self, *, by: Person) -> bool:
        """Go on with it where it stopped. False when it has not failed, and was not cancelled."""
        self.hold(by)
        # What was taken back is not gone on with: nobody could take back the rest.
        if self.status not in ("failed", "cancelled") or "undone_by" in self.state:
            return False
        self.status, self.ended_at, self.attempts, self.trouble, self.is_cancel_asked = "waiting", None, 0, "", False
        self.not_before = now()
        Event.record(by=by, action="job.retried", target=self, detail={"kind": self.kind})
        pending().has_work = True
        return True

    def hold(self, by: Person, action: Permission = Permission.JOBS_WRITE) -> None:
        """Lock it for whoever changes something about it. Raises Refused."""
        acting = standing(by)
        authorize(acting, action)
        if self.asked_by not in {None, by.id}:
            # It runs with the rights of whoever asked: nobody lends themselves those of somebody above them.
            authorize(acting, action, db.session.get_one(User, self.asked_by))
        db.session.refresh(self, with_for_update=True)


long_jobs: Table = LongJob.metadata.tables["long_job"]
people: Table = User.metadata.tables["user"]
LISTED = ("id", "kind", "asked_at", "status", "done", "total", "started_at", "ended_at", "is_cancel_asked", "trouble")
LIST = select(*(long_jobs.c[name] for name in LISTED), people.c.name.label("asker")).outerjoin(
    people, people.c.id == long_jobs.c.asked_by
)
NEWEST_FIRST = Order((long_jobs.c.id,), descending=True)
JOBS = Keyset(LIST, NEWEST_FIRST, limit=20)
JOBS_IN_STATUS = Keyset(LIST.where(long_jobs.c.status == bindparam("status")), NEWEST_FIRST, limit=20)
ONE_JOB = LIST.add_columns(long_jobs.c.result, long_jobs.c.not_before, long_jobs.c.attempts).where(
    long_jobs.c.id == bindparam("job_id")
)


def start_round(kind: str, *, by: Person) -> int:
    """Inside `writing()`: a regular job at once, unless somebody has asked for it already; the number of the long job."""
    authorize(standing(by), Permission.JOBS_WRITE)
    asked = select(long_jobs.c.id).where(long_jobs.c.kind == kind, long_jobs.c.status.in_(("waiting", "running")))
    there = writer().execute(asked.order_by(long_jobs.c.id).limit(1)).scalar()
    if there is not None:
        return int(there)
    job = LongJob.ask(kind, by=by)
    Event.record(by=by, action="job.started", target=job, detail={"kind": kind})
    return job.id


def is_due() -> Any:
    """Nobody does it, or whoever did has not been heard of for LEASE."""
    moment = now()
    waits = (long_jobs.c.status == "waiting") & (long_jobs.c.not_before <= moment)
    return or_(waits, (long_jobs.c.status == "running") & (long_jobs.c.leased_until < moment))


def due_job() -> int | None:
    """The one that has waited longest."""
    return read(select(long_jobs.c.id).where(is_due()).order_by(long_jobs.c.id).limit(1)).scalar()


def due_since() -> datetime | None:
    """Since when the one that has waited longest could have been begun; None where nothing waits."""
    return read(select(long_jobs.c.not_before).where(is_due()).order_by(long_jobs.c.not_before).limit(1)).scalar()


def claim_job(job_id: int, sender: str) -> Row[Any] | None:
    """Take it for LEASE, counted as a try; None when somebody else has it, or when it was tried too often."""
    moment = now()
    with writing():
        given_up = long_jobs.update().where(long_jobs.c.id == job_id, is_due(), long_jobs.c.attempts >= MOST_TRIES)
        ended = {"status": "failed", "ended_at": moment, "leased_until": None, "leased_by": "", "trouble": LOST}
        writer().execute(given_up.values(ended))
        values = {
            "status": "running",
            "leased_by": sender,
            "leased_until": moment + LEASE,
            "attempts": long_jobs.c.attempts + 1,
            "started_at": moment,
        }
        if writer().execute(long_jobs.update().where(long_jobs.c.id == job_id, is_due()).values(values)).rowcount != 1:
            return None
        return writer().execute(select(long_jobs).where(long_jobs.c.id == job_id)).one()


def held(job_id: int, sender: str) -> Any:
    mine = (long_jobs.c.id == job_id) & (long_jobs.c.leased_by == sender) & (long_jobs.c.status == "running")
    return long_jobs.update().where(mine)


def note_advance(job_id: int, sender: str, **values: Any) -> bool:
    """Inside the chunk's `writing()`: how far it is now. False when somebody else has taken it over: then nothing may stay.

    Whoever gets on has not failed: a chunk that is done begins the counting of tries anew.
    """
    moved = held(job_id, sender).values(leased_until=now() + LEASE, attempts=1, **values)
    return writer().execute(moved).rowcount == 1


def renew_lease(job_id: int, sender: str) -> bool:
    """The same for whoever is at it still without having got on: their tries stay counted."""
    return writer().execute(held(job_id, sender).values(leased_until=now() + LEASE)).rowcount == 1


def is_cancel_asked(job_id: int) -> bool:
    return bool(read(select(long_jobs.c.is_cancel_asked).where(long_jobs.c.id == job_id)).scalar())


def settle_job(job_id: int, sender: str, status: str, **values: Any) -> bool:
    """Write down how it went and let go; False where somebody else has it now."""
    ended_at = now() if status in ENDED else None
    with writing():
        let_go = held(job_id, sender).values(status=status, ended_at=ended_at, leased_until=None, leased_by="", **values)
        return writer().execute(let_go).rowcount == 1


def note_failed_try(row: Row[Any], sender: str, attempts: int, trouble: str) -> None:
    """Once more in a while, or not at all after MOST_TRIES without getting on."""
    if attempts >= MOST_TRIES:
        settle_job(row.id, sender, "failed", trouble=trouble)
    else:
        settle_job(row.id, sender, "waiting", not_before=now() + PAUSE, trouble=trouble)


def hand_back_jobs(sender: str) -> int:
    """Let go of whatever this worker did when it was killed; called before it begins again."""
    mine = (long_jobs.c.leased_by == sender) & (long_jobs.c.status == "running")
    with writing():
        free = long_jobs.update().where(mine).values(status="waiting", leased_until=None, leased_by="", not_before=now())
        return writer().execute(free).rowcount


def asker_of(row: Row[Any]) -> Person:
    """Who asked, with the role that they have now. They confirmed that it is them when they asked.

    Raises Refused, out of `standing`, when their account is not active any more.
    """
    if row.asked_by is None:
        return Person.command_line()
    user = read(select(people.c.name, people.c.email, people.c.role).where(people.c.id == row.asked_by)).one()
    return Person(id=row.asked_by, name=user.name, email=user.email, authenticated_at=now())
