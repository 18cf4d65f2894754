"""What people do with their passkeys: add, rename, remove, and prove with one who they are."""

import hashlib

from sqlalchemy import select

from webapp.extensions import db
from webapp.in_force import limits
from webapp.languages import _
from webapp.models import factor_mail
from webapp.models.counter import Tries
from webapp.models.event import Event
from webapp.models.factors import changed, removed
from webapp.models.login_session import LoginSession
from webapp.models.own_account import own
from webapp.models.passkey import LONGEST_NAME, Passkey, PasskeyHolder
from webapp.models.passkey_words import Asserted, Created
from webapp.models.permissions import Refused
from webapp.models.person import Person
from webapp.models.recovery_code import RecoveryCode
from webapp.models.user import User
from webapp.models.ways_in import has_way_in

# That a challenge was used is remembered for longer than it lives.
REMEMBERED = 3


def is_first_use(challenge: bytes, tries: Tries) -> bool:
    """Whether this challenge is answered for the first time; inside `writing()`."""
    return tries.add(f"challenge:{hashlib.sha256(challenge).hexdigest()}", REMEMBERED * limits().passkey_challenge).n == 1


def add_passkey(by: Person, new: Created, name: str, hashes: list[str]) -> LoginSession:
    """Bind a passkey to whoever acts; the first factor brings recovery codes with it (`hashes`, else empty)."""
    user = own(by)
    taken = set(db.session.scalars(select(Passkey.number).where(Passkey.user_id == user.id)))
    most = limits().passkeys_most
    free = next((number for number in range(1, most + 1) if number not in taken), None)
    if free is None or len(taken) >= most:
        raise Refused(
            _("You have %(number)s passkeys, which is the most. Remove one that you do not use.", number=len(taken)), "limit"
        )
    db.session.add(Passkey(user_id=user.id, number=free, name=name[:LONGEST_NAME], **new._asdict()))
    if hashes:
        RecoveryCode.replace(user.id, hashes)
    Event.record(by=by, action="user.passkey_added", target=user, fields=("passkeys",), detail={"passkey": name})
    factor_mail.tell_passkey_added(user, by.origin, name)
    return changed(by, user)


def bind_first(user: User, new: Created, handle: bytes, name: str, hashes: list[str], *, by: Person) -> None:
    """Give somebody who has just been created the passkey with which they signed up, and recovery codes with it."""
    db.session.add(PasskeyHolder(user_id=user.id, handle=handle))
    db.session.add(Passkey(user_id=user.id, number=1, name=name[:LONGEST_NAME], **new._asdict()))
    RecoveryCode.replace(user.id, hashes)
    Event.record(by=by, action="user.passkey_added", target=user, fields=("passkeys",), detail={"passkey": name})
    factor_mail.tell_passkey_added(user, by.origin, name)
    db.session.flush()


def rename_passkey(by: Person, passkey: Passkey, name: str) -> None:
    """Call it something else."""
    own(by)
    passkey.name = name


def remove_passkey(by: Person, passkey_id: int) -> LoginSession | None:
    """Forget one of one's own passkeys; None when there is none of that number. The last way in stays."""
    user = own(by)
    passkey = db.session.scalar(Passkey.of(user.id).where(Passkey.id == passkey_id))
    if passkey is None:
        return None
    db.session.delete(passkey)
    if not has_way_in(user.id):
        raise Refused(_("This passkey is your only way to log in. Set a password or add another passkey first."), "last")
    Event.record(by=by, action="user.passkey_removed", target=user, fields=("passkeys",), detail={"passkey": passkey.name})
    factor_mail.tell_passkey_removed(user, by.origin, passkey.name)
    return removed(by, user)


def accept(passkey_id: int, asserted: Asserted, *, by: Person) -> User | None:
    """The holder of a passkey whose signature was right; None when its counter has gone back. Inside `writing()`."""
    passkey = db.session.get(Passkey, passkey_id)
    if passkey is None:
        return None
    user = db.session.get_one(User, passkey.user_id, with_for_update={"key_share": True})
    if Passkey.count_use(passkey_id, asserted.sign_count):
        return user
    Event.record(by=by, action="user.passkey_doubted", target=user, fields=("passkeys",), detail={"passkey": passkey.name})
    factor_mail.tell_passkey_doubted(user, by.origin, passkey.name)
    return None
