"""A restore asked for in the browser: a note for the process that serves, which restores once nobody is served any more."""

import json
import os
import signal
import threading
from pathlib import Path
from typing import Any

from flask import current_app

from webapp.backups.shelf import Shelved, shelf
from webapp.clock import now
from webapp.config import Config

ASKED, OUTCOME = "restore-asked.json", "last-restore.json"
# Seconds in which the answer to whoever has asked goes out.
AFTER = 0.5


def can_be_asked() -> bool:
    """Only `lodge serve` can stop serving, restore, and go on."""
    return "SERVER_PID" in current_app.config


def ask_for_restore(one: Shelved, *, by: str) -> None:
    """Have it done in a moment. Everybody is logged out by it."""
    config: Config = current_app.config["LODGE"]
    write(config.instance / ASKED, {"name": one.path.name, "by": by, "at": now().isoformat(timespec="seconds")})
    threading.Timer(AFTER, os.kill, (current_app.config["SERVER_PID"], signal.SIGTERM)).start()


def is_asked(config: Config) -> bool:
    return (config.instance / ASKED).exists()


def take_asked(config: Config) -> dict[str, str]:
    """The note, which is gone with this: whatever comes of it is not tried a second time."""
    asked: dict[str, str] = json.loads((config.instance / ASKED).read_text())
    (config.instance / ASKED).unlink()
    return asked


def note_outcome(asked: dict[str, str], *, trouble: str = "", broke_off: bool = False) -> None:
    """`trouble`: why it was refused, with everything as it was; what happened, when it `broke_off`."""
    said = {"at": now().isoformat(timespec="seconds"), "trouble": trouble, "broke_off": broke_off}
    write(shelf() / OUTCOME, asked | said)


def last_outcome() -> dict[str, Any] | None:
    """Of the last restore that was asked for here: name, by, at, trouble, broke_off."""
    try:
        found = json.loads((shelf() / OUTCOME).read_text())
    except (OSError, ValueError):
        return None
    return {"broke_off": False} | found if isinstance(found, dict) else None


def write(path: Path, said: dict[str, Any]) -> None:
    half = path.with_name(f"{path.name}.{os.getpid()}.part")
    with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump(said, file)
    half.replace(path)
