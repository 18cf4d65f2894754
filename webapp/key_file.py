"""The instance's own secret key and those that it has replaced, each with the day until which it is still accepted.

One that backups are sealed with is written down for longer than it is accepted: those of before can then be restored.
"""

import os
import secrets
from datetime import UTC, datetime, timedelta
from pathlib import Path

KEY, OLD = "secret_key", "secret_key_old"
# The longest that a cookie lives, and a day.
ACCEPTED_FOR = timedelta(days=31)


def made_once(path: Path) -> str:
    """Return the key kept at `path`, made with mode 0600 by whichever process comes first."""
    path.parent.mkdir(0o700, parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    try:
        # Written aside and linked into place: a second worker never reads a half-written key.
        write(draft, secrets.token_hex(32))
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink(missing_ok=True)
    return path.read_text(encoding="ascii").strip()


def write(path: Path, content: str) -> None:
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def old_keys(instance: Path) -> tuple[str, ...]:
    """Those that were replaced and are still accepted, the newest first."""
    return tuple(key for key, until in replaced(instance) if until > datetime.now(UTC))


def keys_of_backups(instance: Path) -> tuple[str, ...]:
    """Those that were replaced, the newest first, whether they are still accepted or not."""
    return tuple(key for key, _until in replaced(instance))


def replaced(instance: Path) -> list[tuple[str, datetime]]:
    """(key, until when) from lines of the two; a file that is not there holds none."""
    try:
        lines = (instance / OLD).read_text(encoding="ascii").split("\n")
    except FileNotFoundError:
        return []
    pairs = [line.split(" ", 1) for line in lines if " " in line]
    return [(key, datetime.fromisoformat(until)) for key, until in pairs]


def rotate(instance: Path, oldest_backup: datetime | None = None) -> str:
    """Put a new key first; returns it. The old one is written down before it is replaced: no moment is without it.

    One that had its time goes, unless a backup as old as `oldest_backup` may be sealed with it.
    """
    path = instance / KEY
    now, old = datetime.now(UTC), made_once(path)
    earlier = [(key, until) for key, until in replaced(instance) if until > now or has_sealed(until, oldest_backup)]
    kept = [(old, now + ACCEPTED_FOR), *earlier]
    put(instance / OLD, "".join(f"{key} {until.isoformat()}\n" for key, until in kept))
    key = secrets.token_hex(32)
    put(path, key)
    return key


def has_sealed(until: datetime, oldest_backup: datetime | None) -> bool:
    """Whether a backup of then may be sealed with a key that is accepted until then, or with one before it."""
    return oldest_backup is not None and oldest_backup < until - ACCEPTED_FOR


def put(path: Path, content: str) -> None:
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    write(draft, content)
    draft.rename(path)


def forget_old(instance: Path) -> None:
    (instance / OLD).unlink(missing_ok=True)


def is_own(instance: Path, key: str) -> bool:
    """Whether a key is the instance's own, and not one that the environment gives."""
    path = instance / KEY
    return path.exists() and path.read_text(encoding="ascii").strip() == key
