"""Codes that open a form: of one only the hash is stored, and whoever has used it stays in the form's audience."""

import hmac
import secrets
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, String, and_, bindparam, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from webapp.clock import now
from webapp.columns import Base, Id, UtcDateTime
from webapp.extensions import db
from webapp.models.capacity import hold_form
from webapp.models.event import Event
from webapp.models.link_code import ALPHABET
from webapp.models.login_session import token_hash
from webapp.models.person import Person
from webapp.models.throttle import Limit

# Sixteen of twenty letters are 69 bits: nobody finds them by trying, not even who has got hold of the hash.
LENGTH = 16
LONGEST_TYPED = 100
PERSON = (Limit("form-code-person", 10, timedelta(hours=1)),)
NETWORK = (Limit("form-code-network", 100, timedelta(hours=1)),)


class FormCode(Base):
    """The code of a form that is for whoever holds one."""

    __tablename__ = "form_code"

    form_id: Mapped[int] = mapped_column(ForeignKey("form.id"), primary_key=True)
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


class FormHolder(Base):
    """Somebody who has opened a form with its code, whichever it was then."""

    __tablename__ = "form_holder"

    form_id: Mapped[int] = mapped_column(ForeignKey("form.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(Id, ForeignKey("user.id"), primary_key=True, index=True)
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


def make_code(form: Any, *, by: Person) -> str:
    """A new code, as people read it: BCDF-GHJK-LMNP-QRST. The one before opens nothing any more."""
    hold_form(form.id)  # two who press at once: the second replaces what the first has made
    code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    db.session.execute(delete(FormCode).where(FormCode.form_id == form.id))
    db.session.add(FormCode(form_id=form.id, code_hash=token_hash(code)))
    Event.record(by=by, action="form.code_made", target=form)
    return "-".join(code[place : place + 4] for place in range(0, LENGTH, 4))


def made_at(form_id: int) -> datetime | None:
    """Since when there is a code."""
    return db.session.scalar(select(FormCode.made_at).where(FormCode.form_id == form_id))


def form_opened_by(typed: str) -> int | None:
    """The form whose code this is, however it was typed."""
    hashed = token_hash("".join(letter for letter in typed[:LONGEST_TYPED].upper() if letter in ALPHABET))
    found = db.session.execute(select(FormCode.form_id, FormCode.code_hash).where(FormCode.code_hash == hashed)).first()
    return found.form_id if found is not None and hmac.compare_digest(found.code_hash, hashed) else None


def admit_holder(form_id: int, *, by: Person) -> None:
    """Inside `writing()`: from now on the form is for this person too. Twice is once."""
    dialect = sqlite if db.session.get_bind().dialect.name == "sqlite" else postgresql
    adding = dialect.insert(FormHolder).values(form_id=form_id, user_id=by.id, opened_at=now())
    db.session.execute(adding.on_conflict_do_nothing(index_elements=["form_id", "user_id"]))


def forget_holders(form_id: int) -> None:
    """The form is not for holders of a code any more."""
    for kind in (FormHolder, FormCode):
        db.session.execute(delete(kind).where(kind.form_id == form_id))


def is_holder(form_id: Any) -> ColumnElement[bool]:
    """For `exists()`: that a person (`user_id`, to be bound) has opened a form with its code."""
    return and_(FormHolder.form_id == form_id, FormHolder.user_id == bindparam("user_id"))
