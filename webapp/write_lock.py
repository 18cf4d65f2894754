"""SQLite's write lock: whoever wants it asks so often that they get it between two transactions of somebody busy."""

import time
from typing import Any

# Noted on a connection of SQLite for the BEGIN that follows.
WRITES = "lodge_writes"
# SQLITE_BUSY (sqlite.org/rescode.html)
BUSY = 5
# Seconds: how long somebody waits, and how long between two tries.
PATIENCE, BETWEEN = 5.0, 0.002


def begin(connection: Any) -> None:
    """Plain, unless it is noted that it writes."""
    if connection.info.pop(WRITES, False):
        take(connection)
    else:
        connection.execute("BEGIN")


def take(connection: Any) -> None:
    """Begin a transaction that writes. Raises the driver's error when it was somebody else's turn for all that time.

    SQLite itself waits in ever longer steps, the last of 100 ms: beside a job that writes again and again, people were
    refused after five seconds although the lock had been free a hundred times.
    """
    deadline = time.monotonic() + PATIENCE
    connection.execute("PRAGMA busy_timeout=0")
    try:
        while not is_ours(connection, deadline):
            time.sleep(BETWEEN)
    finally:
        connection.execute(f"PRAGMA busy_timeout={int(PATIENCE * 1000)}")


def is_ours(connection: Any, deadline: float) -> bool:
    try:
        connection.execute("BEGIN IMMEDIATE")
    except Exception as error:
        if getattr(error, "sqlite_errorcode", None) != BUSY or time.monotonic() > deadline:
            raise
        return False
    return True
