"""Files that are nobody's any more: first their bytes go, then their rows, so that whoever is killed between begins again."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import timedelta
from itertools import islice
from uuid import UUID

from webapp.clock import now
from webapp.models.purging import SLICE, forget_files, nobodys_files, unknown_files
from webapp.storage import storage

# Bytes without a row may be those of an upload under way.
HALF_MADE_FOR = timedelta(hours=24)


def purge_files(is_stopping: Callable[[], bool]) -> int:
    """Remove files of drafts that were sent, deleted or have expired, of people erased, and what a killed upload left."""
    done = 0
    while not is_stopping() and (ids := nobodys_files()):
        storage().delete([one.hex for one in ids])
        done += forget_files(ids)
    return done + remove_unknown(is_stopping)


def remove_unknown(is_stopping: Callable[[], bool]) -> int:
    """Remove bytes that no row names, a day after they came."""
    done, names = 0, storage().older_than(now() - HALF_MADE_FOR)
    for some in slices(names):
        if is_stopping():
            break
        known = {name: id_of(name) for name in some}
        unknown = unknown_files(one for one in known.values() if one is not None)
        strays = [name for name, one in known.items() if one is None or one in unknown]
        storage().delete(strays)
        done += len(strays)
    return done


def slices(names: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(names)
    while some := list(islice(rest, SLICE)):
        yield some


def id_of(name: str) -> UUID | None:
    """The file that a name in the store stands for; None for what was never written to its end."""
    with suppress(ValueError):
        return UUID(name)
    return None
