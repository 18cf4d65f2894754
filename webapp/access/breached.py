"""Whether a new password is known from a leak: an optional question to a service that learns five characters of a hash.

The protocol is that of Have I Been Pwned's "range" (k-anonymity): the first five characters of a SHA-1 are asked for, the
service answers with every ending that it knows. It is off until LODGE_BREACHED_PASSWORDS_URL names one.
"""

import hashlib
import time
from http.client import HTTPException
from urllib.request import Request, urlopen

import structlog

from webapp.in_force import config, limits
from webapp.models.password import normal

ASKED, LARGEST, PIECE = 5, 2**18, 2**14
log = structlog.get_logger("lodge.password")


def is_breached(password: str) -> bool:
    """False as well while the service is off, away or slow: the bundled list of common passwords holds all the same."""
    service = config().breached_passwords_url
    if not service:
        return False
    digest = hashlib.sha1(normal(password).encode(), usedforsecurity=False).hexdigest().upper()
    try:
        known = endings(f"{service}/{digest[:ASKED]}")
    except (OSError, HTTPException, ValueError) as error:
        log.warning("breached passwords not asked", reason=type(error).__name__)
        return False
    return digest[ASKED:] in known


def endings(url: str) -> set[str]:
    """The endings that the service knows. One with the count 0 only pads its answer. Raises OSError after too long."""
    wait = limits().breached_wait.total_seconds()
    until, body = time.monotonic() + wait, b""
    # Padded, so that the length of the answer does not tell what was asked.
    asking = Request(url, headers={"User-Agent": "Lodge", "Add-Padding": "true"})  # noqa: S310 - the operator's own setting
    with urlopen(asking, timeout=wait) as answer:  # noqa: S310
        while (piece := answer.read1(PIECE)) and len(body) < LARGEST:
            body += piece
            if time.monotonic() > until:
                raise TimeoutError
    pairs = (line.strip().partition(":") for line in body.decode("ascii").splitlines())
    return {ending.upper() for ending, _colon, count in pairs if count.strip() != "0"}
