"""All checks in their order, and what they find now."""

from collections.abc import Callable, Iterator

from webapp.checkup.backups import check_backups
from webapp.checkup.machine import (
    check_address,
    check_database,
    check_files,
    check_mail,
    check_room,
    check_sign_up,
)
from webapp.checkup.parts import (
    check_clock,
    check_environment,
    check_log,
    check_mail_server,
    check_queue,
    check_redis,
    check_scanner,
    check_tools,
    check_uploads,
)
from webapp.checkup.providers import check_providers
from webapp.config import Config

Finding = tuple[str, str]
CHECKS: tuple[Callable[[Config], Iterator[Finding]], ...] = (
    check_environment,
    check_files,
    check_room,
    check_database,
    check_clock,
    check_log,
    check_uploads,
    check_address,
    check_mail,
    check_mail_server,
    check_sign_up,
    check_providers,
    check_redis,
    check_queue,
    check_scanner,
    check_tools,
    check_backups,
)


def findings(config: Config) -> list[Finding]:
    """(what is not as it should be, what mends it). Whoever else is asked is given a few seconds."""
    return [finding for check in CHECKS for finding in check(config)]
