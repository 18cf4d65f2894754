"""PostgreSQL: nothing is restored under whoever is at work, and whoever has just hung up is waited for."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.backups.portal import Portal, portal
from webapp.backups import restoring
from webapp.backups.manifest import Unusable


@pytest.fixture
def its(tmp_path: Path) -> Iterator[Portal]:
    with portal("postgresql", tmp_path, "unused") as found:
        yield found


def somebody(its: Portal) -> psycopg.Connection:
    return psycopg.connect(its.environ["LODGE_DATABASE_URL"])


def test_nothing_is_restored_while_somebody_is_at_work(its: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(restoring, "LEAVING", 0.2)
    path, before = its.back_up(), its.people()
    with somebody(its), pytest.raises(Unusable, match="Somebody is connected to the database"):
        its.restore(path)
    assert its.people() == before


def test_whoever_leaves_meanwhile_is_waited_for(its: Portal) -> None:
    path, one = its.back_up(), somebody(its)
    leaving = threading.Thread(target=lambda: (time.sleep(0.5), one.close()))
    leaving.start()
    its.restore(path)
    leaving.join()
