"""Sealed secrets under the newest key, so that an older one can be left out of the settings."""

from sqlalchemy import select

from webapp.database import writing
from webapp.extensions import db
from webapp.models.totp import Totp
from webapp.sealing import Sealing

PEOPLE_AT_ONCE = 500


def reseal(sealing: Sealing) -> tuple[int, int]:
    """(sealed anew, opened by none of the keys), in slices, so that nobody waits for a long transaction."""
    done = lost = last = 0
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
