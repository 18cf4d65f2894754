"""Where jobs wait for a worker: a file of the instance, PostgreSQL, or Redis where there is one."""

import hashlib
import hmac
from collections.abc import Iterator
from contextlib import contextmanager

from huey import Huey, PostgresHuey, RedisHuey, SqliteHuey
from huey.serializer import SignedSerializer
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from webapp.config import Config

NAME = "lodge"
# Any number that nothing else in the database takes.
MAKING_LOCK = 0x6C6F7175
TAKE = text("SELECT pg_advisory_xact_lock(:key)")


def make_queue(config: Config) -> Huey:
    """The queue that the settings name. What comes out of it is believed only with our signature."""
    signed = {"results": False, "serializer": SignedSerializer(secret=signing_key(config), salt=NAME)}
    if config.redis_url:
        return RedisHuey(NAME, url=config.redis_url, **signed)
    if config.database_url.startswith("postgresql"):
        dsn = config.database_url.replace("postgresql+psycopg://", "postgresql://", 1)
        # No LISTEN and no prepared statement: pgbouncer hands each transaction to another connection.
        with alone(config.database_url):
            return PostgresHuey(NAME, dsn=dsn, blocking=False, prepare_threshold=None, **signed)
    # Nothing is lost with this file: what is to be done stands in the database, and is put in here again.
    path = str(config.instance / "jobs.db")
    return SqliteHuey(NAME, filename=path, fsync=False, cache_mb=1, journal_mode="truncate", **signed)


@contextmanager
def alone(url: str) -> Iterator[None]:
    """Its tables are made where there are none, and PostgreSQL fails one of two who do so at the same moment."""
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        connection.execute(TAKE, {"key": MAKING_LOCK})
        yield


def signing_key(config: Config) -> str:
    return hmac.new(config.secret_key.encode(), b"jobs", hashlib.sha256).hexdigest()
