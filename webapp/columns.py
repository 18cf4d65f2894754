"""What every table is made of: the base class, its constraint names, and the column types of ours."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Integer, MetaData, String
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

from webapp.languages import _

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

# SQLite counts rows only in a column declared exactly INTEGER.
Id = BigInteger().with_variant(Integer, "sqlite")


class Base(DeclarativeBase):
    """Parent of every table; a constraint has a name, so that its refusal can be told to a person."""

    metadata = MetaData(naming_convention=NAMES)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC moment. SQLite stores it naive; a naive value is refused on the way in."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], datetime | None]:
        """From what the driver gives, in one step: a list of people reads a hundred moments."""
        return moment_of_text if dialect.name == "sqlite" else moment_in_utc


def moment_of_text(value: str | None) -> datetime | None:
    """What SQLite keeps: 2026-11-21 14:05:00.000000."""
    return None if value is None else datetime.fromisoformat(value + "+00:00")


def moment_in_utc(value: datetime | None) -> datetime | None:
    """What PostgreSQL gives, on the clocks of the connection's zone."""
    return value if value is None or value.tzinfo is UTC else value.astimezone(UTC)


class PersonName(TypeDecorator[str]):
    """What somebody is called. Of who was erased nothing is stored: a reader finds words in their own language."""

    impl = String(200)
    cache_ok = True

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], str | None]:
        return name_or_nobody


def name_or_nobody(stored: str | None) -> str | None:
    return _("Deleted user") if stored == "" else stored


def key_text(length: int) -> String:
    """Text that is sorted and compared byte by byte on both databases, as SQLite does by itself."""
    return String(length).with_variant(String(length, collation="C"), "postgresql")


# JSON text on SQLite, jsonb on PostgreSQL.
JsonDocument = JSON().with_variant(JSONB(), "postgresql")


def canonical(document: Any) -> str:
    """One spelling for one document: sorted keys, no spaces, no floats' odd values. Hashes are taken of this."""
    return json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
