"""Limits on tries: how many failures a pair, an account, a network and everybody together have, and for how long."""

import hashlib
import hmac
import ipaddress
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from webapp.clock import now
from webapp.in_force import limits
from webapp.languages import _
from webapp.models.counter import Tried, Tries
from webapp.models.user import email_key


class TooMany(Exception):
    """A network's limit is reached; `retry_after` in seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(_("There were too many tries from your network. Wait a little and try again."))
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` within `window`, counted under `name` and a subject."""

    name: str
    most: int
    window: timedelta

    def key(self, subject: str) -> str:
        return f"{self.name}:{subject}"


WAIT = "login-wait"


def of_pair() -> Limit:
    """Failures to log in, of one address from one network."""
    return Limit("login-pair", limits().login_pair, limits().login_pair_window)


def of_account() -> tuple[Limit, ...]:
    found = limits()
    return (
        Limit("login-account-hour", found.login_account_hour, found.counted_hour),
        Limit("login-account-day", found.login_account_day, found.counted_day),
    )


def of_network(way: str = "login") -> tuple[Limit, ...]:
    """Failures to log in from one network, counted for passwords (`login`), passkeys (`passkey`) and providers (`oidc`)."""
    found = limits()
    return (
        Limit(f"{way}-network-minute", found.login_network_minute, found.counted_minute),
        Limit(f"{way}-network-hour", found.login_network_hour, found.counted_hour),
    )


def of_everybody() -> Limit:
    """Guessing from everywhere at once: above this, browsers that nobody knows wait out the minute."""
    return Limit("login-everywhere", limits().login_everywhere_minute, limits().counted_minute)


def of_sign_up(is_quick: bool) -> tuple[Limit, ...]:
    """Sign-ups from one network. What was filled in at once was so by a machine, or by a password manager: some pass."""
    found = limits()
    each = (
        Limit("signup-network-hour", found.signup_network_hour, found.counted_hour),
        Limit("signup-network-day", found.signup_network_day, found.counted_day),
    )
    return (*each, Limit("signup-quick", found.signup_quick_hour, found.counted_hour)) if is_quick else each


def of_sign_up_address() -> Limit:
    return Limit("signup-address", limits().signup_address_hour, limits().counted_hour)


def of_sign_up_told() -> Limit:
    """“You already have an account” is no way to fill somebody's mailbox."""
    return Limit("signup-told", limits().signup_told_day, limits().counted_day)


def of_reset() -> tuple[Limit, ...]:
    found = limits()
    return (
        Limit("reset-account-hour", found.reset_account_hour, found.counted_hour),
        Limit("reset-account-day", found.reset_account_day, found.counted_day),
    )


def of_reset_network() -> tuple[Limit, ...]:
    return (Limit("reset-network-hour", limits().reset_network_hour, limits().counted_hour),)


def of_address_change() -> Limit:
    return Limit("address-change", limits().email_change_hour, limits().counted_hour)


def of_address_told() -> Limit:
    return Limit("address-told", limits().email_told_day, limits().counted_day)


def of_confirming() -> Limit:
    return Limit("step-up", limits().confirm_tries, limits().confirm_tries_window)


def of_person_codes() -> tuple[Limit, ...]:
    """Wrong codes of one person, after a right password."""
    found = limits()
    return (
        Limit("code-person-minutes", found.factor_person, found.factor_window),
        Limit("code-person-hour", found.factor_person_hour, found.counted_hour),
        Limit("code-person-day", found.factor_person_day, found.counted_day),
    )


def of_network_codes() -> tuple[Limit, ...]:
    found = limits()
    return (
        Limit("code-network-minutes", found.factor_network, found.factor_window),
        Limit("code-network-hour", found.factor_network_hour, found.counted_hour),
    )


def of_code_warning() -> Limit:
    """The person is told that somebody knows their password, at most so often."""
    return Limit("code-warning", limits().factor_warning_hour, limits().counted_hour)


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


def count(tries: Tries, each: Iterable[Limit], subject: str) -> None:
    """Count one try against network limits; raises TooMany when one of them is exceeded."""
    for limit in each:
        number, ends = tries.add(limit.key(subject), limit.window)
        if number > limit.most:
            raise TooMany(max(1, int((ends - now()).total_seconds())))


def give_back(tries: Tries, each: Iterable[Limit], subject: str) -> None:
    """As if this try had not been: it was none of those that are counted."""
    tries.take_back(limit.key(subject) for limit in each)


def check(tries: Tries, each: Iterable[Limit], subject: str) -> None:
    """Raises TooMany when one of these limits is reached; counts nothing."""
    for limit in each:
        found = tries.current([limit.key(subject)]).get(limit.key(subject))
        if found is not None and found.n >= limit.most:
            raise TooMany(max(1, int((found.expires_at - now()).total_seconds())))


def is_reached(limit: Limit, counters: Mapping[str, Tried], subject: str) -> bool:
    found = counters.get(limit.key(subject))
    return found is not None and found.n >= limit.most
