"""Backups that somebody asks for in the browser: one made now, one read through."""

from webapp.backups.looking import look
from webapp.backups.making import make_backup
from webapp.backups.manifest import Unusable
from webapp.backups.shelf import named, shelf, stamped
from webapp.database import writing
from webapp.jobs.running import Running
from webapp.models.permissions import Refused


def make_now(job: Running) -> None:
    """A backup, read through afterwards. Begun again it makes another: half a one is of no use."""
    target = shelf() / stamped("by-hand")
    try:
        make_backup(target)
    except Unusable as why:
        raise Refused(why.sentence, "backup") from why
    with writing():
        job.advance(1, total=2)
    verify(job, target.name)


def verify_now(job: Running) -> None:
    verify(job, job.arguments["name"])


def verify(job: Running, name: str) -> None:
    one = named(name)
    if one is None:
        raise Refused("That backup is not there any more.", "backup")
    seen = look(one)
    with writing():
        job.advance(1)
    if seen.trouble:
        raise Refused(seen.trouble, "backup")
    job.result = {"name": name, "bytes": one.size}
