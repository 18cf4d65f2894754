"""Submissions that were deleted as announced: their members read when, and nothing else is left of them."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, bindparam, select
from sqlalchemy.orm import Mapped, mapped_column

from webapp.clock import now
from webapp.columns import Base, UtcDateTime
from webapp.models.form import Form
from webapp.models.person import Person
from webapp.prepared import Prepared


class PurgedSubmission(Base):
    """One of them, by its reference."""

    __tablename__ = "purged_submission"

    reference: Mapped[str] = mapped_column(String(9), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    form_id: Mapped[int] = mapped_column(ForeignKey("form.id"))
    purged_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


ONE = Prepared(
    select(PurgedSubmission.purged_at, Form.title)
    .join(Form, Form.id == PurgedSubmission.form_id)
    .where(PurgedSubmission.reference == bindparam("reference"), PurgedSubmission.user_id == bindparam("user_id"))
)


def purged_of(reference: str, *, by: Person) -> Any | None:
    """(purged_at, title of the form) of what this person had sent; None when it is not there, or somebody else's."""
    return ONE.first(reference=reference, user_id=by.id)
