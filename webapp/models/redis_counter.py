"""Counts of tries in Redis, for several machines behind one name. The one module that knows the library."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

import structlog
from redis import Redis
from redis.exceptions import RedisError

from webapp.clock import now
from webapp.models.counter import DatabaseTries, Tried
from webapp.only_looking import check_writable

# Counting and setting the end are one step: a key without an end would count for ever.
COUNT = """
local n = redis.call('INCR', KEYS[1])
local left = redis.call('PTTL', KEYS[1])
if left < 0 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) left = tonumber(ARGV[1]) end
return {n, left}
"""
LESS = "if redis.call('EXISTS', KEYS[1]) == 1 then redis.call('DECR', KEYS[1]) end"
# A log-in waits at most this long for a Redis that does not answer.
PATIENCE = 0.5
log = structlog.get_logger("lodge.tries")


class RedisTries:
    """Counts in Redis; while it is away the database counts, so that losing it opens no door and shuts none."""

    def __init__(self, url: str) -> None:
        self.client: Any = Redis.from_url(url, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE)
        self.script = self.client.register_script(COUNT)
        self.less = self.client.register_script(LESS)
        self.instead = DatabaseTries()

    def add(self, key: str, window: timedelta) -> Tried:
        check_writable()
        try:
            n, left = self.script(keys=[named(key)], args=[int(window.total_seconds() * 1000)])
        except RedisError as error:
            log.warning("redis away", error=str(error))
            return self.instead.add(key, window)
        return Tried(int(n), now() + timedelta(milliseconds=int(left)))

    def take_back(self, keys: Iterable[str]) -> None:
        check_writable()
        wanted = list(keys)
        try:
            for key in wanted:
                self.less(keys=[named(key)])
        except RedisError as error:
            log.warning("redis away", error=str(error))
            self.instead.take_back(wanted)

    def current(self, keys: Iterable[str]) -> Mapping[str, Tried]:
        wanted = list(keys)
        try:
            with self.client.pipeline(transaction=False) as pipeline:
                for key in wanted:
                    pipeline.get(named(key)).pttl(named(key))
                answers = pipeline.execute()
        except RedisError as error:
            log.warning("redis away", error=str(error))
            return self.instead.current(wanted)
        found = zip(wanted, answers[::2], answers[1::2], strict=True)
        return {key: Tried(int(n), now() + timedelta(milliseconds=left)) for key, n, left in found if n and left > 0}

    def forget(self, key: str) -> None:
        check_writable()
        try:
            self.client.delete(named(key))
        except RedisError as error:
            log.warning("redis away", error=str(error))
            self.instead.forget(key)


def named(key: str) -> str:
    return f"lodge:{key}"
