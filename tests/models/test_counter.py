"""Tries counted within a window: in the table, in Redis, and in the table again while Redis is away."""

import threading
from datetime import timedelta

import pytest
from flask import Flask, g

from tests.support.clock import Clock
from tests.support.stage import saving
from webapp.database import writing
from webapp.models.counter import DatabaseTries, Tries
from webapp.models.redis_counter import RedisTries
from webapp.only_looking import ReadOnly

MINUTE = timedelta(minutes=1)


@pytest.fixture(params=["table", "redis"])
def tries(request: pytest.FixtureRequest, app: Flask) -> Tries:
    return DatabaseTries() if request.param == "table" else RedisTries(request.getfixturevalue("redis_url"))


def add(tries: Tries, key: str = "door") -> int:
    with saving():
        return tries.add(key, MINUTE).n


def held(tries: Tries, *keys: str) -> dict[str, int]:
    with saving():
        return {key: found.n for key, found in tries.current(keys).items()}


def test_each_try_counts_one_more(tries: Tries) -> None:
    assert [add(tries) for _ in range(3)] == [1, 2, 3]
    assert held(tries, "door", "window") == {"door": 3}


def test_tries_of_several_keys_are_taken_back_at_once(tries: Tries) -> None:
    add(tries), add(tries), add(tries, "window")
    with saving():
        tries.take_back(["door", "window", "nobody tried this"])
    assert held(tries, "door", "nobody tried this") == {"door": 1}
    assert (add(tries), add(tries, "window")) == (2, 1)


def test_forgotten_key_begins_anew(tries: Tries) -> None:
    add(tries)
    with saving():
        tries.forget("door")
    assert held(tries, "door") == {}
    assert add(tries) == 1


def test_thirty_at_once_are_thirty(tries: Tries) -> None:
    threads = [threading.Thread(target=add, args=(tries,)) for _ in range(30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert held(tries, "door") == {"door": 30}


def test_window_ends_for_all_tries_within_it(app: Flask, clock: Clock) -> None:
    tries = DatabaseTries()
    add(tries)
    clock.move(seconds=50)
    assert add(tries) == 2
    clock.move(seconds=10)
    assert held(tries, "door") == {}
    assert add(tries) == 1


def test_window_in_redis_does_not_grow_with_each_try(app: Flask, redis_url: str) -> None:
    tries = RedisTries(redis_url)
    add(tries)
    tries.client.pexpire("lodge:door", 5000)
    add(tries)
    assert tries.client.pttl("lodge:door") <= 5000


def test_what_is_rolled_back_was_not_counted(app: Flask) -> None:
    def change_my_mind() -> None:
        with saving():
            DatabaseTries().add("door", MINUTE)
            raise ValueError("changed my mind")

    with pytest.raises(ValueError, match="changed my mind"):
        change_my_mind()
    assert held(DatabaseTries(), "door") == {}


def test_database_counts_while_redis_is_away(app: Flask) -> None:
    tries = RedisTries("redis://127.0.0.1:1/0")
    assert [add(tries), add(tries)] == [1, 2]
    assert held(DatabaseTries(), "door") == {"door": 2}
    with saving():
        tries.forget("door")
    assert held(tries, "door") == {}


def test_whoever_only_looks_counts_nothing(tries: Tries, app: Flask) -> None:
    add(tries)
    for change in (lambda: tries.add("door", MINUTE), lambda: tries.take_back(["door"]), lambda: tries.forget("door")):
        with app.test_request_context():
            g.is_read_only = True
            with pytest.raises(ReadOnly), writing():
                change()
    assert held(tries, "door") == {"door": 1}
