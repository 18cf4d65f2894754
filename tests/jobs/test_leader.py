"""One consumer leads; when it is gone, the next does."""

import time
from collections.abc import Callable

from flask import Flask
from sqlalchemy import text

from tests.support.stage import own_context
from webapp.extensions import db
from webapp.jobs.leader import FileLeader, PostgresLeader, leader

GONE = text("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND pid <> pg_backend_pid()")


def let_go(one: FileLeader | PostgresLeader) -> None:
    one.slot.let_go() if isinstance(one, FileLeader) else one.let_go()


def test_one_leads_and_then_the_next(app: Flask) -> None:
    with own_context():
        first, second = leader(), leader()
    assert (first.is_leading(), second.is_leading()) == (True, False)
    assert (first.is_leading(), second.is_leading()) == (True, False)
    let_go(first)
    # The server hears of it when it comes to it.
    until(second.is_leading)
    let_go(second)


def test_a_leader_that_lost_its_connection_leads_no_more_until_it_has_taken_the_lock_anew(app: Flask) -> None:
    with own_context():
        first, second = leader(), leader()
        assert first.is_leading()
        if db.engine.dialect.name == "postgresql":
            with db.engine.connect() as connection:
                connection.execute(GONE)
            # The server ends a connection when it comes to it.
            until(second.is_leading)
            assert not first.is_leading()
            assert not first.is_leading()
    let_go(first)
    let_go(second)


def until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.02)
