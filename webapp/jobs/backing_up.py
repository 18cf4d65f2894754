"""The daily backup, at night where that can be waited for, and the weekly drill."""

from datetime import datetime, timedelta

import structlog
from flask import current_app

from webapp.backups.drill import hold_drill, last_drill
from webapp.backups.making import make_backup
from webapp.backups.manifest import Unusable
from webapp.backups.shelf import clear_shelf, shelf, shelved, stamped
from webapp.clock import now
from webapp.config import Config
from webapp.dates import zone_named

log = structlog.get_logger("lodge.jobs")

DAY, WEEK = timedelta(days=1), timedelta(days=7)
# On the portal's own clock.
NIGHT = range(2, 5)
# A portal that is off at night has its backup by day.
LATE = timedelta(hours=30)
# A failed drill is held again with the next backup.
SOON = timedelta(hours=23)


def back_up_daily() -> bool:
    """Make the day's backup if it is due, and let the old ones go; whether one was made."""
    config: Config = current_app.config["LODGE"]
    if config.backups == "off" or not is_due(now()):
        return False
    target = shelf() / stamped("daily")
    try:
        manifest = make_backup(target)
    except Unusable as why:
        log.warning("no backup", why=why.sentence)
        return False
    log.info("backed up", name=target.name, bytes=target.stat().st_size, counts=len(manifest.counts), gone=clear_shelf())
    return True


def is_due(moment: datetime) -> bool:
    config: Config = current_app.config["LODGE"]
    last = max((one.made_at for one in shelved() if one.why == "daily"), default=None)
    if last is None or moment - last > LATE:
        return True
    return moment - last > timedelta(hours=20) and moment.astimezone(zone_named(config.timezone)).hour in NIGHT


def drill_weekly() -> bool:
    """Restore the newest backup aside if that is due; whether it was held."""
    config: Config = current_app.config["LODGE"]
    last = last_drill()
    wait = WEEK if last is not None and not last.trouble else SOON
    if config.backups == "off" or (last is not None and now() - last.moment < wait):
        return False
    drill = hold_drill()
    if drill is not None and drill.trouble:
        log.error("drill failed", name=drill.name, why=drill.trouble)
    return drill is not None
