"""A backup made while people write is of one moment, and hardly keeps them waiting."""

import threading
import time
from pathlib import Path

from tests.backups.portal import portal
from tests.support.acting import person
from tests.support.make import make_user
from tests.support.stage import own_context
from webapp.database import writing
from webapp.models.event import Event
from webapp.models.event_chain import verify
from webapp.models.user import User

A_SECOND = 200
# Seconds: as long as SQLite waits for its turn before it gives up.
LONGEST_WAIT = 5


def test_what_is_written_meanwhile_is_in_it_whole_or_not_at_all(engine: str, tmp_path: Path) -> None:
    with portal(engine, tmp_path, "writers") as its:
        ada, stop, waits = person(make_user("owner")), threading.Event(), list[float]()

        def write() -> None:
            """A person and a line in the log, in one transaction, again and again."""
            with its.app.app_context():
                while not stop.is_set():
                    begun = time.perf_counter()
                    with writing() as session:
                        session.add(User(name="Written", email=f"{len(waits)}@example.org"))
                        Event.record(by=ada, action="user.created")
                    waits.append(time.perf_counter() - begun)
                    time.sleep(1 / A_SECOND)
                its.let_go()

        writer = threading.Thread(target=write)
        writer.start()
        while len(waits) < 20:
            time.sleep(0.01)
        path = its.back_up()
        number = len(waits)
        stop.set()
        writer.join()
        counts = its.restore(path).counts
        assert counts["user"] - 1 == counts["event"] == len(its.people()) - 1
        assert 20 <= counts["event"] <= number + 1
        assert max(waits) < LONGEST_WAIT
        with own_context():
            assert verify() == (counts["event"], None)
