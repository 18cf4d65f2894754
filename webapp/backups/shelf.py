"""The folder of backups: what lies there, under which names, and which of the daily ones go."""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask import current_app

from webapp.clock import now
from webapp.config import Config

# lodge-20261201-031500-000000-daily.zip
NAME = re.compile(r"lodge-(\d{8}-\d{6}-\d{6})-([a-z-]+)\.zip")
DAYS, WEEKS, MONTHS, BEFORE_RESTORE = 7, 4, 6, 3
# What somebody is at work on grows, and so is newer: a check that runs now keeps its copy.
LEFT_BEHIND = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Shelved:
    """A backup that lies there. `why`: daily, by-hand, before-migration, before-restore."""

    path: Path
    made_at: datetime
    why: str
    size: int


def shelf() -> Path:
    config: Config = current_app.config["LODGE"]
    place = config.instance / "backups"
    place.mkdir(mode=0o700, exist_ok=True)
    return place


def stamped(why: str) -> str:
    return f"lodge-{now().astimezone(UTC):%Y%m%d-%H%M%S-%f}-{why}.zip"


def shelved() -> list[Shelved]:
    """Newest first."""
    return sorted(found(), key=lambda one: one.made_at, reverse=True)


def found() -> Iterator[Shelved]:
    for path in shelf().glob("lodge-*.zip"):
        named = NAME.fullmatch(path.name)
        if named:
            made_at = datetime.strptime(named[1], "%Y%m%d-%H%M%S-%f").replace(tzinfo=UTC)
            yield Shelved(path, made_at, named[2], path.stat().st_size)


def named(name: str) -> Shelved | None:
    """The one of that name; never a file that lies elsewhere."""
    return next((one for one in found() if one.path.name == name), None)


def to_go(there: Iterable[Shelved]) -> list[Shelved]:
    """Of the daily ones all but the newest of 7 days, 4 weeks and 6 months; what was asked for by hand stays.

    Of those made before a restore or a migration the newest three stay.
    """
    ordered = sorted(there, key=lambda one: one.made_at, reverse=True)
    daily = [one for one in ordered if one.why == "daily"]
    kept: set[Path] = set()
    for spell, most in (("%Y-%m-%d", DAYS), ("%G-%V", WEEKS), ("%Y-%m", MONTHS)):
        newest: dict[str, Path] = {}
        for one in daily:
            newest.setdefault(one.made_at.strftime(spell), one.path)
        kept.update(list(newest.values())[:most])
    going = [one for one in daily if one.path not in kept]
    for why in ("before-restore", "before-migration"):
        going += [one for one in ordered if one.why == why][BEFORE_RESTORE:]
    return going


def clear_shelf() -> int:
    """Remove what has to go; returns how many."""
    going = to_go(found())
    for one in going:
        one.path.unlink(missing_ok=True)
    return len(going)


def sweep() -> None:
    """What a backup, a check or a restore left behind that was killed; the copy that a check opens is clear."""
    config: Config = current_app.config["LODGE"]
    before = now().timestamp() - LEFT_BEHIND.total_seconds()
    for pattern in ("*.check", "*.restored", "backups/*.part"):
        for path in config.instance.glob(pattern):
            # Somebody else may sweep as well.
            with suppress(FileNotFoundError):
                if path.stat().st_mtime < before:
                    path.unlink()
