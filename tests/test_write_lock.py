"""SQLite's write lock: asked for again and again, given up after a while, and left as it was."""

import threading
import time
from pathlib import Path
from typing import Any

import pytest

from webapp import write_lock
from webapp.database import sqlite_driver


def connected(folder: Path) -> Any:
    connection = sqlite_driver.connect(folder / "one.db", isolation_level=None, check_same_thread=False)
    connection.execute("CREATE TABLE IF NOT EXISTS thing (id INTEGER)")
    return connection


def test_it_is_asked_for_often_while_somebody_else_has_it(tmp_path: Path) -> None:
    busy, ours, asked = connected(tmp_path), connected(tmp_path), list[str]()
    busy.execute("BEGIN IMMEDIATE")
    ours.set_trace_callback(asked.append)
    threading.Timer(0.3, busy.execute, ["COMMIT"]).start()
    write_lock.take(ours)
    assert ours.in_transaction
    assert asked.count("BEGIN IMMEDIATE") > 10


def test_after_a_while_it_is_given_up_and_the_connection_is_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    busy, ours = connected(tmp_path), connected(tmp_path)
    busy.execute("BEGIN IMMEDIATE")
    monkeypatch.setattr(write_lock, "PATIENCE", 0.05)
    begun = time.monotonic()
    with pytest.raises(sqlite_driver.OperationalError, match="locked"):
        write_lock.take(ours)
    assert time.monotonic() - begun >= 0.05
    assert (ours.in_transaction, ours.execute("PRAGMA busy_timeout").fetchone()[0]) == (False, 50)
