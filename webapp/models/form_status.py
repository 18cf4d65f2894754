"""The statuses that a form's submissions can have; they belong to the form, not to a version."""

from functools import cache
from typing import NamedTuple

from sqlalchemy import CheckConstraint, ForeignKey, String, false
from sqlalchemy.orm import Mapped, mapped_column

from webapp.columns import Base
from webapp.languages import mark, said_in, spoken

# Phases in which it is decided, or taken back.
SETTLED = frozenset({"done", "refused", "withdrawn"})
PHASES = ("new", "working", "waiting", "done", "refused", "withdrawn")

# What has one of these needs no place any more.
FREEING = ("refused", "withdrawn")


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
    # Only who publishes forms gives it, not everybody who reviews what was sent.
    is_restricted: Mapped[bool] = mapped_column(default=False, server_default=false())
    # While it lasts, the sender changes nothing of their own accord.
    locks_editing: Mapped[bool] = mapped_column(default=False, server_default=false())
    version: Mapped[int] = mapped_column(default=1, server_default="1")


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
    FirstStatus("received", mark("Received"), "new", mark("We have it and have not looked at it yet."), False, False),
    FirstStatus("in_progress", mark("In progress"), "working", mark("Somebody is working on it."), False, False),
    FirstStatus("waiting", mark("Waiting for you"), "waiting", mark("We need something from you."), True, True),
    FirstStatus("accepted", mark("Accepted"), "done", mark("It is settled."), False, True),
    FirstStatus("refused", mark("Refused"), "refused", mark("It was not accepted."), True, True),
    FirstStatus("withdrawn", mark("Withdrawn"), "withdrawn", mark("You took it back."), False, False),
)


# They are stored in English, so that each reader can be told them in their own language.
OURS = frozenset(words for status in FIRST_STATUSES for words in (status.label, status.explanation) if words)


def said_status(words: str) -> str:
    """A status's label or explanation in the language that is spoken, unless it is the words of somebody here."""
    return said(words, spoken()) if words in OURS else words


@cache
def said(words: str, language: str) -> str:
    return said_in(language, words)


def first_statuses(form_id: int) -> list[FormStatus]:
    made = [FormStatus(form_id=form_id, position=place, **status._asdict()) for place, status in enumerate(FIRST_STATUSES)]
    for status in made:
        status.locks_editing = status.phase in SETTLED
    return made
