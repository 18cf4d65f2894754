"""The organisation's logo: its pictures by their hash, and the setting that says which of them stands in the header."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import LargeBinary, String, bindparam, select
from sqlalchemy.orm import Mapped, mapped_column

from webapp.clock import now
from webapp.columns import Base, UtcDateTime
from webapp.database import read
from webapp.extensions import db
from webapp.languages import _
from webapp.models.permissions import Permission, authorize
from webapp.models.person import Person
from webapp.models.setting import Setting
from webapp.models.setting_registry import LOGO
from webapp.models.standing import standing


class LogoPicture(Base):
    """One that was uploaded. It stays: the setting can be set back to it."""

    __tablename__ = "logo_picture"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    type: Mapped[str] = mapped_column(String(20))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    added_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


ONE = select(LogoPicture.type, LogoPicture.content).where(LogoPicture.sha256 == bindparam("sha256"))


def put_logo(content: bytes, type: str, width: int, height: int, *, by: Person) -> bool:
    """Keep a picture and have it stand in the header; False when it stands there already."""
    authorize(standing(by), Permission.SETTINGS_WRITE)
    sha256 = hashlib.sha256(content).hexdigest()
    if db.session.get(LogoPicture, sha256) is None:
        db.session.add(LogoPicture(sha256=sha256, type=type, content=content))
    return Setting.change(LOGO, {"sha256": sha256, "type": type, "width": width, "height": height}, by=by)


def picture_of(sha256: str) -> Any | None:
    """(type, content), or None."""
    return read(ONE, {"sha256": sha256}).first()


def logo_in_words(logo: Mapping[str, Any]) -> str:
    """What the history of the setting says of it."""
    if not logo:
        return _("(none)")
    kind = logo["type"].rpartition("/")[2].upper()
    return _("%(kind)s, %(width)s × %(height)s pixels", kind=kind, width=logo["width"], height=logo["height"])
