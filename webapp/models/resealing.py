"""Sealed secrets under the newest key, so that an older one can be left out of the settings."""

from sqlalchemy import select

from webapp.database import writing
from webapp.extensions import db
from webapp.models.provider_setting import renewed
from webapp.models.setting import Setting
from webapp.models.setting_registry import PROVIDERS
from webapp.models.totp import Totp
from webapp.sealing import Sealing

PEOPLE_AT_ONCE = 500


def reseal(sealing: Sealing) -> tuple[int, int]:
    """(sealed anew, opened by none of the keys), in slices, so that nobody waits for a long transaction."""
    done, lost = reseal_providers(sealing)
    last = 0
    while True:
        with writing():
            rows = list(db.session.scalars(select(Totp).where(Totp.user_id > last).order_by(Totp.user_id).limit(PEOPLE_AT_ONCE)))
            for row in rows:
                try:
                    row.secret = sealing.renew(row.secret)
                    done += 1
                except ValueError:
                    lost += 1
        if len(rows) < PEOPLE_AT_ONCE:
            return done, lost
        last = rows[-1].user_id


def reseal_providers(sealing: Sealing) -> tuple[int, int]:
    """The same for the secrets of OpenID providers, which stand in one setting."""
    with writing() as session:
        setting = session.get(Setting, PROVIDERS, with_for_update=True)
        rows = [] if setting is None else [renewed(row, sealing) for row in setting.value]
        if setting is not None and any(row != old for row, old in zip(rows, setting.value, strict=True)):
            setting.value = rows
        sealed = [row for row in rows if "sealed_secret" in row]
        lost = sum(sealing.can_open(row["sealed_secret"].encode()) is False for row in sealed)
    return len(sealed) - lost, lost
