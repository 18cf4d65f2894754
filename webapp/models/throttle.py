"""Limits on tries: how many failures a pair, an account, a network and everybody together have, and for how long."""

import hashlib
import hmac
import ipaddress
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from webapp.clock import now
from webapp.models.counter import Tried, Tries
from webapp.models.user import email_key

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=1)


class TooMany(Exception):
    """A network's limit is reached; `retry_after` in seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__("There were too many tries from your network. Wait a little and try again.")
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` within `window`, counted under `name` and a subject."""

    name: str
    most: int
    window: timedelta

    def key(self, subject: str) -> str:
        return f"{self.name}:{subject}"


PAIR = Limit("login-pair", 10, timedelta(minutes=15))
ACCOUNT = (Limit("login-account-hour", 20, HOUR), Limit("login-account-day", 50, DAY))
NETWORK = (Limit("login-network-minute", 30, MINUTE), Limit("login-network-hour", 300, HOUR))
# Guessing from everywhere at once: above this, browsers that nobody knows wait out the minute.
EVERYWHERE = Limit("login-everywhere", 1000, MINUTE)
WAIT = "login-wait"

SIGN_UP_NETWORK = (Limit("signup-network-hour", 60, HOUR), Limit("signup-network-day", 300, DAY))
SIGN_UP_ADDRESS = Limit("signup-address", 3, HOUR)
# A form filled in within two seconds was filled in by a machine, or by a password manager: some pass.
SIGN_UP_QUICK = Limit("signup-quick", 20, HOUR)
# "You already have an account" is no way to fill somebody's mailbox.
SIGN_UP_TOLD = Limit("signup-told", 1, DAY)
RESET_ACCOUNT = (Limit("reset-account-hour", 3, HOUR), Limit("reset-account-day", 10, DAY))
RESET_NETWORK = (Limit("reset-network-hour", 10, HOUR),)
ADDRESS_CHANGE = Limit("address-change", 5, HOUR)
ADDRESS_TOLD = Limit("address-told", 1, DAY)
PASSKEY_NETWORK = (Limit("passkey-network-minute", 30, MINUTE), Limit("passkey-network-hour", 300, HOUR))
STEP_UP = Limit("step-up", 5, timedelta(minutes=15))


def network_of(address: str) -> str:
    """What counts as one network: an IPv4 address, or the /64 around an IPv6 one."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if found.version == 4:
        return str(found)
    mapped = found.ipv4_mapped
    return str(mapped or ipaddress.ip_network((found, 64), strict=False))


def identifier(email: str, secret: str) -> str:
    """An address as it is counted and logged: an HMAC, because a stranger may type their password into this field."""
    return hmac.new(secret.encode(), email_key(email).encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


def count(tries: Tries, limits: Iterable[Limit], subject: str) -> None:
    """Count one try against network limits; raises TooMany when one of them is exceeded."""
    for limit in limits:
        number, ends = tries.add(limit.key(subject), limit.window)
        if number > limit.most:
            raise TooMany(max(1, int((ends - now()).total_seconds())))


def is_reached(limit: Limit, counters: Mapping[str, Tried], subject: str) -> bool:
    found = counters.get(limit.key(subject))
    return found is not None and found.n >= limit.most
