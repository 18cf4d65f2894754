"""What went wrong in the code, each kind once: where it was, how often, and which requests met it. Nothing that anybody typed."""

import hashlib
import traceback
from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Index, String, Table, Text, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from webapp.clock import now
from webapp.columns import Base, Id, UtcDateTime
from webapp.database import read, writer, writing
from webapp.models.event import Event
from webapp.models.permissions import Permission, authorize
from webapp.models.person import Person

MOST = 200
# Of each kind so many requests are remembered, the newest last.
REQUESTS = 20
LONGEST = 20_000
LONGEST_CHAIN = 5


class Fault(Base):
    """`fingerprint` is made of where it was; `requests` are ids with spaces between."""

    __tablename__ = "fault"
    __table_args__ = (Index("ix_fault_by_last_at", "last_at", "id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    fingerprint: Mapped[str] = mapped_column(String(64), unique=True)
    error: Mapped[str] = mapped_column(String(200))
    route: Mapped[str] = mapped_column(String(200), default="")
    trace: Mapped[str] = mapped_column(Text)
    requests: Mapped[str] = mapped_column(Text, default="")
    number: Mapped[int] = mapped_column(default=1)
    first_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    last_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    def __str__(self) -> str:
        return f"{self.error} #{self.id}"

    def clear(self, *, by: Person) -> None:
        """Forget it; should it come again it is a new one."""
        authorize(by, Permission.PROBLEMS_WRITE)
        writer().execute(delete(Fault).where(Fault.id == self.id))
        Event.record(by=by, action="problem.cleared", target=self, detail={"error": self.error})


faults: Table = Fault.metadata.tables["fault"]
LIST = select(faults).order_by(faults.c.last_at.desc(), faults.c.id.desc()).limit(MOST)


def said(error: BaseException) -> str:
    """Where it was, frame by frame, with the classes of what was raised and never their words: those hold what people typed."""
    return "\n\n".join(reversed(list(parts(error))))[-LONGEST:]


def parts(error: BaseException) -> Iterator[str]:
    found: BaseException | None = error
    for _number in range(LONGEST_CHAIN):
        if found is None:
            return
        frames = traceback.extract_tb(found.__traceback__)
        lines = [f"{one.filename}:{one.lineno} in {one.name}\n    {one.line}" for one in frames]
        yield "\n".join([*lines, f"{type(found).__module__}.{type(found).__qualname__}"])
        found = found.__cause__ or found.__context__


def note_fault(error: BaseException, *, route: str, request_id: str) -> None:
    """Count it, in a short transaction of its own."""
    with writing():
        count_fault(error, route=route, request_id=request_id)


def count_fault(error: BaseException, *, route: str, request_id: str) -> None:
    """The same inside `writing()`; of more than MOST kinds the one that was met longest ago goes."""
    trace = said(error)
    fingerprint = hashlib.sha256(trace.encode()).hexdigest()
    known = writer().execute(select(faults.c.id, faults.c.requests).where(faults.c.fingerprint == fingerprint)).first()
    if known is None:
        values = {"fingerprint": fingerprint, "error": type(error).__qualname__[:200], "route": route[:200], "trace": trace}
        moment = now()
        writer().execute(faults.insert().values(**values, requests=request_id, number=1, first_at=moment, last_at=moment))
        kept = select(faults.c.id).order_by(faults.c.last_at.desc(), faults.c.id.desc()).limit(MOST)
        writer().execute(faults.delete().where(faults.c.id.not_in(kept)))
        return
    ids = " ".join([*known.requests.split(), request_id][-REQUESTS:])
    counted = faults.update().where(faults.c.id == known.id)
    writer().execute(counted.values(number=faults.c.number + 1, last_at=now(), requests=ids))


def faults_met(request_id: str = "") -> list[dict[str, object]]:
    """Newest first; of one request, where an id is given."""
    rows = [dict(row) for row in read(LIST).mappings()]
    return [row for row in rows if not request_id or request_id in str(row["requests"]).split()]
