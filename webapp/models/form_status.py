"""The statuses that a form's submissions can have; they belong to the form, not to a version."""

from typing import NamedTuple

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.columns import Base

PHASES = ("new", "working", "waiting", "done", "refused", "withdrawn")


class FormStatus(Base):
    """A status of a form: what it is called, which phase it means, what a move into it asks and causes."""

    __tablename__ = "form_status"
    __table_args__ = (CheckConstraint("phase IN ('new', 'working', 'waiting', 'done', 'refused', 'withdrawn')", name="phase"),)

    form_id: Mapped[int] = mapped_column(ForeignKey("form.id"), primary_key=True)
    key: Mapped[str] = mapped_column(String(20), primary_key=True)
    label: Mapped[str] = mapped_column(String(60))
    explanation: Mapped[str] = mapped_column(String(300), default="")
    phase: Mapped[str] = mapped_column(String(10))
    position: Mapped[int] = mapped_column(default=0)
    needs_comment: Mapped[bool] = mapped_column(default=False)
    mails_member: Mapped[bool] = mapped_column(default=False)


class FirstStatus(NamedTuple):
    """`explanation` is for the member."""

    key: str
    label: str
    phase: str
    explanation: str
    needs_comment: bool
    mails_member: bool


# What every new form begins with.
FIRST_STATUSES = (
    FirstStatus("received", "Received", "new", "We have it and have not looked at it yet.", False, False),
    FirstStatus("in_progress", "In progress", "working", "Somebody is working on it.", False, False),
    FirstStatus("waiting", "Waiting for you", "waiting", "We need something from you.", True, True),
    FirstStatus("accepted", "Accepted", "done", "It is settled.", False, True),
    FirstStatus("refused", "Refused", "refused", "It was not accepted.", True, True),
    FirstStatus("withdrawn", "Withdrawn", "withdrawn", "You took it back.", False, False),
)


def first_statuses(form_id: int) -> list[FormStatus]:
    return [FormStatus(form_id=form_id, position=place, **status._asdict()) for place, status in enumerate(FIRST_STATUSES)]
