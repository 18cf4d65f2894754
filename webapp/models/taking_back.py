"""After "This wasn't me": what somebody else has added to an account since goes, what its person had before stays."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from webapp.columns import Base
from webapp.extensions import db
from webapp.languages import mark
from webapp.models import factor_mail
from webapp.models.event import Event
from webapp.models.factors import held_by
from webapp.models.identity import Identity
from webapp.models.passkey import Passkey
from webapp.models.person import Person
from webapp.models.recovery_code import RecoveryCode
from webapp.models.totp import Totp
from webapp.models.trusted_device import TrustedDevice
from webapp.models.user import User


def take_back(user: User, since: datetime, *, by: Person) -> list[str]:
    """Remove every way in that was added from that moment on; returns them in English words. Inside `writing()`."""
    found = [(mark("the passkey “%(name)s”"), name) for name in removed(Passkey, user, since, Passkey.name)]
    found += [(mark("the authenticator app"), "") for one in removed(Totp, user, since, Totp.user_id)]
    found += [(mark("logging in with %(name)s"), label) for label in removed(Identity, user, since, Identity.label)]
    if removed(RecoveryCode, user, since, RecoveryCode.number):
        found.append((mark("the recovery codes"), ""))
    if removed(TrustedDevice, user, since, TrustedDevice.id):
        found.append((mark("browsers in which the second step was not asked for"), ""))
    gone = [words % {"name": name} for words, name in found]
    if gone and not held_by(user.id).has_second_factor:
        RecoveryCode.drop(user.id)
    if gone:
        detail = {"removed": gone, "since": since.isoformat()}
        Event.record(by=by, action="user.factors_taken_back", target=user, fields=("factors",), detail=detail)
        factor_mail.tell_taken_back(user, since, found)
    return gone


def removed(kind: type[Base], user: User, since: datetime, shown: Any) -> list[Any]:
    """What is shown of the rows that went."""
    table = Base.metadata.tables[kind.__tablename__]
    newer = (table.c.user_id == user.id) & (table.c.created_at >= since)
    found = list(db.session.scalars(select(shown).where(newer)))
    if found:
        db.session.execute(delete(table).where(newer))
    return found
