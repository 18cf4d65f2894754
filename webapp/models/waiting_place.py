"""The line for what is full: a row for each submission that waits, and for what it waits."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.clock import now
from webapp.columns import Base, Id, UtcDateTime
from webapp.models.submission import SCOPE


class WaitingPlace(Base):
    """`turn` is unique in its line: the lowest is first. There is no line for what is not counted."""

    __tablename__ = "waiting_place"
    __table_args__ = (
        UniqueConstraint("submission_id", "scope"),
        UniqueConstraint("scope", "turn"),
        CheckConstraint("number > 0", name="number"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"))
    scope: Mapped[str] = mapped_column(SCOPE, ForeignKey("capacity.scope"))
    turn: Mapped[int] = mapped_column(BigInteger)
    # How many places it needs: all at once or none.
    number: Mapped[int] = mapped_column(default=1)
    joined_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
