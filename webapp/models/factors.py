"""What a person holds besides their password, and what is done to it: added, removed."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BindParameter, Select, bindparam, func, select

from webapp.database import read
from webapp.extensions import db
from webapp.models import factor_mail
from webapp.models.endings import forget_trusted, spend_confirmation
from webapp.models.event import Event
from webapp.models.login_session import LoginSession
from webapp.models.own_account import own
from webapp.models.passkey import Passkey
from webapp.models.person import Person
from webapp.models.recovery_code import RecoveryCode
from webapp.models.totp import Totp
from webapp.models.user import User
from webapp.sealing import Sealing


@dataclass(frozen=True, slots=True)
class Held:
    """The second factors of one person. `app_stopped_at` is set where too many wrong codes have stopped the app."""

    app_since: datetime | None = None
    app_stopped_at: datetime | None = None
    codes_left: int = 0
    passkeys: int = 0
    complete_passkeys: int = 0

    @property
    def has_app(self) -> bool:
        return self.app_since is not None

    @property
    def has_second_factor(self) -> bool:
        return self.has_app or self.passkeys > 0


ME: BindParameter[int] = bindparam("user_id")
HELD: Select[*tuple[object, ...]] = select(
    select(Totp.created_at).where(Totp.user_id == ME).scalar_subquery().label("app_since"),
    select(Totp.stopped_at).where(Totp.user_id == ME).scalar_subquery().label("app_stopped_at"),
    select(func.count())
    .select_from(RecoveryCode)
    .where(RecoveryCode.user_id == ME, RecoveryCode.used_at.is_(None))
    .scalar_subquery()
    .label("codes_left"),
    select(func.count()).select_from(Passkey).where(Passkey.user_id == ME).scalar_subquery().label("passkeys"),
    select(func.count())
    .select_from(Passkey)
    .where(Passkey.user_id == ME, Passkey.is_complete)
    .scalar_subquery()
    .label("complete_passkeys"),
)


def held_by(user_id: int | None) -> Held:
    """In one select."""
    return Held(**read(HELD, {"user_id": user_id}).one()._mapping)


def add_app(by: Person, secret: bytes, step: int, hashes: list[str], sealing: Sealing) -> LoginSession | None:
    """Bind an app to whoever acts; the first factor brings a set of recovery codes with it (`hashes`, else empty).

    Returns their log-in, which wants a new token; None when they have an app already.
    """
    user = own(by)
    if db.session.get(Totp, user.id) is not None:
        return None
    Totp.enrol(user.id, secret, step, sealing)
    if hashes:
        RecoveryCode.replace(user.id, hashes)
    Event.record(by=by, action="user.app_added", target=user, fields=("totp",), detail={"recovery_codes_made": bool(hashes)})
    factor_mail.tell_app_added(user, by.origin)
    return changed(by, user)


def remove_app(by: Person) -> LoginSession | None:
    """Forget the app; without any other factor the recovery codes go with it. None when there was none."""
    user = own(by)
    app = db.session.get(Totp, user.id)
    if app is None:
        return None
    db.session.delete(app)
    db.session.flush()
    Event.record(by=by, action="user.app_removed", target=user, fields=("totp",))
    factor_mail.tell_app_removed(user, by.origin)
    return removed(by, user)


def make_codes(by: Person, hashes: list[str]) -> LoginSession:
    """Replace the recovery codes of whoever acts."""
    user = own(by)
    RecoveryCode.replace(user.id, hashes)
    Event.record(by=by, action="user.codes_made", target=user, fields=("recovery_codes",))
    factor_mail.tell_codes_made(user, by.origin)
    spend_confirmation(by.login_session_id)
    return renewed(by)


def removed(by: Person, user: User) -> LoginSession:
    """After a factor has gone: no codes without a factor, and the next such act is confirmed again."""
    if not held_by(user.id).has_second_factor:
        RecoveryCode.drop(user.id)
    log_in = changed(by, user)
    db.session.flush()
    spend_confirmation(by.login_session_id)
    return log_in


def changed(by: Person, user: User) -> LoginSession:
    """After any change of factors: nobody skips the second step any more, and this log-in may go where it likes."""
    forget_trusted(user.id)
    db.session.flush()
    return renewed(by, must_enrol=False)


def renewed(by: Person, **values: bool) -> LoginSession:
    row = db.session.get_one(LoginSession, by.login_session_id)
    for name, value in values.items():
        setattr(row, name, value)
    return row
