"""Public keys of signed receipts, kept for good: an old receipt is checked long after its key was replaced."""

from datetime import datetime

from sqlalchemy import LargeBinary, String, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from webapp.clock import now
from webapp.columns import Base, UtcDateTime
from webapp.database import read
from webapp.extensions import db
from webapp.signing import Signer


class ReceiptKey(Base):
    """One of them, by the id that receipts name."""

    __tablename__ = "receipt_key"

    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    public: Mapped[bytes] = mapped_column(LargeBinary)
    added_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


def known_keys(signer: Signer) -> dict[str, bytes]:
    """id → public key, of all that this portal has ever signed with."""
    kept = read(select(ReceiptKey.id, ReceiptKey.public).order_by(ReceiptKey.added_at))
    return {row.id: bytes(row.public) for row in kept} | signer.public_keys()


def keep_keys(signer: Signer) -> None:
    """Inside `writing()`: when keys are replaced, and daily, so that none is ever left out of the settings unkept."""
    dialect = sqlite if db.session.get_bind().dialect.name == "sqlite" else postgresql
    for key_id, public in signer.public_keys().items():
        adding = dialect.insert(ReceiptKey).values(id=key_id, public=public, added_at=now())
        db.session.execute(adding.on_conflict_do_nothing(index_elements=["id"]))
