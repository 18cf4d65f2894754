"""What is done to somebody's second factors when they have lost them. By table: User's acts ask this."""

from typing import TYPE_CHECKING

from sqlalchemy import delete

from webapp.columns import Base
from webapp.extensions import db
from webapp.languages import _
from webapp.models import factor_mail
from webapp.models.endings import forget_trusted
from webapp.models.event import Event
from webapp.models.owners import check_owner_remains
from webapp.models.permissions import Permission, Refused, Role
from webapp.models.person import Person
from webapp.models.user_acts import decide

if TYPE_CHECKING:
    from webapp.models.user import User

FACTORS = ("totp", "recovery_code", "passkey")


def reset_factors(user: "User", *, by: Person, reason: str) -> bool:
    """Take every second factor from somebody who has lost theirs; False when they had none."""
    decide(user, by, Permission.USERS_WRITE)
    if by.id == user.id:
        raise Refused(_("Your own factors are removed under your account."), "R3")
    if not sum(dropped(table, user.id) for table in FACTORS):
        return False
    dropped("factor_reset", user.id)  # done at once is done
    if user.role == Role.OWNER.value:
        check_owner_remains()
    forget_trusted(user.id)
    Event.record(by=by, action="user.factors_reset", target=user, fields=("factors",), detail={"reason": reason})
    factor_mail.tell_factors_reset(user, reason)
    return True


def dropped(name: str, user_id: int) -> int:
    table = Base.metadata.tables[name]
    return int(db.session.execute(delete(table).where(table.c.user_id == user_id)).rowcount)  # type: ignore[attr-defined]
