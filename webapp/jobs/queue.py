"""Where jobs wait for a worker: a file of the instance, PostgreSQL, or Redis where there is one."""

import hashlib
import hmac

from huey import Huey, PostgresHuey, RedisHuey, SqliteHuey
from huey.serializer import SignedSerializer

from webapp.config import Config

NAME = "lodge"


def make_queue(config: Config) -> Huey:
    """The queue that the settings name. What comes out of it is believed only with our signature."""
    signed = {"results": False, "serializer": SignedSerializer(secret=signing_key(config), salt=NAME)}
    if config.redis_url:
        return RedisHuey(NAME, url=config.redis_url, **signed)
    if config.database_url.startswith("postgresql"):
        dsn = config.database_url.replace("postgresql+psycopg://", "postgresql://", 1)
        # No LISTEN and no prepared statement: pgbouncer hands each transaction to another connection.
        return PostgresHuey(NAME, dsn=dsn, blocking=False, prepare_threshold=None, **signed)
    # Nothing is lost with this file: what is to be done stands in the database, and is put in here again.
    path = str(config.instance / "jobs.db")
    return SqliteHuey(NAME, filename=path, fsync=False, cache_mb=1, journal_mode="truncate", **signed)


def signing_key(config: Config) -> str:
    return hmac.new(config.secret_key.encode(), b"jobs", hashlib.sha256).hexdigest()
