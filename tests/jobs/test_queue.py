"""The queue in a file, in PostgreSQL and in Redis: what goes in comes out, and nothing that we have not signed."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from huey import Huey

from tests.support.databases import worker
from tests.support.postgresql import new_database
from tests.support.redis import shared_redis
from webapp.config import Config
from webapp.jobs.queue import make_queue


@pytest.fixture(params=["file", "postgresql", "redis"])
def config(request: pytest.FixtureRequest, tmp_path: Path) -> Config:
    environ = {"LODGE_INSTANCE": str(tmp_path)}
    if request.param == "postgresql":
        environ["LODGE_DATABASE_URL"] = new_database(f"lodge_queue_{worker()}")
    if request.param == "redis":
        environ["LODGE_REDIS_URL"] = shared_redis()
    return Config.read(environ)


def taught(config: Config) -> tuple[Huey, list[int]]:
    queue, done = make_queue(config), list[int]()
    queue.task(name="note")(done.append)
    return queue, done


def test_what_goes_in_comes_out_on_another_machine(config: Config) -> None:
    here, _ = taught(config)
    there, done = taught(config)
    here.enqueue(task(here, 7))
    assert here.pending_count() == 1
    there.execute(there.dequeue())
    assert (done, there.pending_count()) == ([7], 0)


def task(queue: Huey, number: int) -> object:
    return next(iter(queue._registry._registry.values()))((number,))


def test_what_somebody_else_put_in_is_not_believed(config: Config) -> None:
    ours, _ = taught(config)
    theirs, _ = taught(replace(config, secret_key="somebody else's key, which is long enough"))
    theirs.enqueue(task(theirs, 7))
    with pytest.raises(ValueError, match="mismatch"):
        ours.dequeue()


def test_the_key_itself_signs_nothing(config: Config) -> None:
    assert config.secret_key.encode() not in make_queue(config).serializer.secret


def test_many_workers_begin_at_the_same_moment(config: Config) -> None:
    barrier = threading.Barrier(8)

    def begin(_number: int) -> int:
        barrier.wait(30)
        return int(make_queue(config).pending_count())

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(begin, range(8))) == [0] * 8
