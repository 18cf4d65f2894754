"""Every number of the accounts' behaviour: what it is, in which unit, its default, and between what it may lie.

A change takes effect on what begins after it: links, log-ins and tokens that were made before keep the end they were
given. Only how long a deleted account can be restored changes for those deleted already, too. What a looser value
would make unsafe (the size of tokens, the way of hashing) is no setting.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import timedelta
from typing import Any

from babel.units import format_unit

from webapp.dates import number_in_words
from webapp.languages import _, locale_of, mark, ngettext, spoken

SECTIONS = (
    mark("Sign-up"),
    mark("Links and codes"),
    mark("Log-in"),
    mark("Passwords"),
    mark("Sessions"),
    mark("Confirming"),
    mark("Reset and change"),
    mark("Second factors"),
    mark("API tokens"),
    mark("Activity and export"),
    mark("Deletion"),
    mark("Counting"),
)
LENGTHS = frozenset({"seconds", "minutes", "hours", "days"})
UNITS = {
    "seconds": mark("seconds"),
    "minutes": mark("minutes"),
    "hours": mark("hours"),
    "days": mark("days"),
    "characters": mark("characters"),
}


@dataclass(frozen=True, slots=True)
class Shape:
    """A whole number of `unit`; without a unit it counts what `help` says."""

    section: str
    default: int
    lowest: int
    highest: int
    help: str
    unit: str = ""

    def value(self, number: int) -> Any:
        """The number as code reads it."""
        return timedelta(**{self.unit: number}) if self.unit in LENGTHS else number

    def in_words(self, number: int) -> str:
        """12 characters, 1 day, 300"""
        if self.unit in LENGTHS:
            return str(format_unit(number, f"duration-{self.unit.removesuffix('s')}", locale=locale_of(spoken())))
        if self.unit:
            return ngettext("%(num)s character", "%(num)s characters", number, num=number_in_words(number))
        return number_in_words(number)

    @property
    def unit_in_words(self) -> str:
        """minutes, beside the box in which their number is typed."""
        return _(UNITS[self.unit]) if self.unit else ""


def number(section: str, default: int, lowest: int, highest: int, help: str, unit: str = "") -> Any:
    """A field of Limits."""
    shape = Shape(section, default, lowest, highest, help, unit)
    return field(default=shape.value(default), metadata={"shape": shape})


def seconds(section: str, default: int, lowest: int, highest: int, help: str) -> Any:
    return number(section, default, lowest, highest, help, "seconds")


def minutes(section: str, default: int, lowest: int, highest: int, help: str) -> Any:
    return number(section, default, lowest, highest, help, "minutes")


def hours(section: str, default: int, lowest: int, highest: int, help: str) -> Any:
    return number(section, default, lowest, highest, help, "hours")


def days(section: str, default: int, lowest: int, highest: int, help: str) -> Any:
    return number(section, default, lowest, highest, help, "days")


SIGN_UP, LINKS, LOG_IN, PASSWORDS, SESSIONS, CONFIRMING, CHANGING, FACTORS, TOKENS, OWN_DATA, DELETION, COUNTING = SECTIONS


@dataclass(frozen=True, slots=True)
class Limits:
    """The numbers as code reads them: counts as `int`, lengths of time as `timedelta`. Made once a reading."""

    signup_network_hour: int = number(SIGN_UP, 60, 1, 100_000, mark("Sign-ups from one network in an hour"))
    signup_network_day: int = number(SIGN_UP, 300, 1, 1_000_000, mark("Sign-ups from one network in a day"))
    signup_address_hour: int = number(SIGN_UP, 3, 1, 100, mark("Sign-ups with one address in an hour"))
    signup_quick_hour: int = number(
        SIGN_UP, 20, 0, 10_000, mark("Sign-ups from one network in an hour that were filled in too fast")
    )
    signup_shortest_age: timedelta = seconds(
        SIGN_UP, 2, 0, 60, mark("What is filled in faster than this is too fast for a person")
    )
    signup_told_day: int = number(SIGN_UP, 1, 1, 24, mark("Mails “You already have an account” to one address in a day"))
    approval_digest: timedelta = minutes(SIGN_UP, 60, 5, 1440, mark("Time between two mails to administrators about who waits"))

    signup_link: timedelta = hours(LINKS, 24, 1, 168, mark("The link that confirms an address at sign-up works for"))
    code_life: timedelta = minutes(LINKS, 15, 5, 60, mark("The code in the same mail works for"))
    code_tries: int = number(LINKS, 5, 1, 10, mark("Tries for the code in a mail"))
    invitation_life: timedelta = days(LINKS, 7, 1, 90, mark("An invitation works for"))
    first_password_link: timedelta = days(LINKS, 7, 1, 30, mark("The link for a first password works for"))
    login_link: timedelta = minutes(LINKS, 10, 1, 60, mark("The one-time link to log in works for"))

    login_pair: int = number(LOG_IN, 10, 1, 100, mark("Failures of one address from one network in the time that is counted"))
    login_pair_window: timedelta = minutes(LOG_IN, 15, 1, 1440, mark("Time in which such failures of one address are counted"))
    login_account_hour: int = number(LOG_IN, 20, 1, 1000, mark("Failures of one address in an hour before it has to wait"))
    login_account_day: int = number(LOG_IN, 50, 1, 5000, mark("Failures of one address in a day before it has to wait"))
    login_first_wait: timedelta = seconds(
        LOG_IN, 30, 1, 3600, mark("First wait of an address with too many failures; each more doubles it")
    )
    login_longest_wait: timedelta = minutes(LOG_IN, 60, 1, 1440, mark("Longest wait of an address with too many failures"))
    login_network_minute: int = number(LOG_IN, 30, 1, 10_000, mark("Failures from one network in a minute"))
    login_network_hour: int = number(LOG_IN, 300, 1, 100_000, mark("Failures from one network in an hour"))
    login_everywhere_minute: int = number(LOG_IN, 1000, 10, 1_000_000, mark("Failures from everywhere in a minute"))
    known_device: timedelta = days(LOG_IN, 365, 1, 730, mark("A browser in which somebody has logged in stays known for"))

    password_min_length: int = number(PASSWORDS, 12, 8, 64, mark("Shortest password"), "characters")
    password_max_length: int = number(PASSWORDS, 256, 64, 256, mark("Longest password"), "characters")
    password_score: int = number(PASSWORDS, 2, 2, 4, mark("The lowest strength (0 to 4) of a password"))
    breached_wait: timedelta = seconds(PASSWORDS, 1, 1, 10, mark("Time that the service for leaked passwords has to answer"))
    password_wait: timedelta = seconds(
        PASSWORDS, 2, 1, 30, mark("Time that a log-in waits for its turn when all processors are busy")
    )

    session_idle: timedelta = minutes(SESSIONS, 480, 5, 43_200, mark("A log-in that nobody uses ends after"))
    session_absolute: timedelta = hours(SESSIONS, 24, 1, 720, mark("Each log-in ends after"))
    session_kept_idle: timedelta = days(
        SESSIONS, 14, 1, 30, mark("With “Keep me logged in”, a log-in that nobody uses ends after")
    )
    session_kept_absolute: timedelta = days(SESSIONS, 30, 1, 30, mark("With “Keep me logged in”, each log-in ends after"))
    session_staff_idle: timedelta = minutes(
        SESSIONS, 60, 5, 1440, mark("Of staff and administrators, a log-in that nobody uses ends after")
    )
    session_staff_absolute: timedelta = hours(SESSIONS, 24, 1, 168, mark("Of staff and administrators, each log-in ends after"))
    session_seen: timedelta = minutes(SESSIONS, 5, 1, 60, mark("When somebody was last seen is written down at most every"))
    session_old_token: timedelta = seconds(
        SESSIONS, 30, 5, 300, mark("After a change of role, requests under way are answered for")
    )
    session_kept_post: timedelta = minutes(SESSIONS, 60, 5, 1440, mark("What was typed when a log-in had ended is kept for"))

    confirm_window: timedelta = minutes(CONFIRMING, 10, 1, 60, mark("A confirmation counts for"))
    confirm_tries: int = number(
        CONFIRMING, 5, 1, 20, mark("Failures to confirm that end the log-in, in the time that is counted")
    )
    confirm_tries_window: timedelta = minutes(CONFIRMING, 15, 1, 1440, mark("Time in which failures to confirm are counted"))
    confirm_kept_post: timedelta = minutes(CONFIRMING, 10, 1, 60, mark("What was sent before confirming is kept for"))

    reset_link: timedelta = minutes(CHANGING, 60, 5, 1440, mark("The link for a new password works for"))
    reset_account_hour: int = number(CHANGING, 3, 1, 100, mark("Mails with a link for a new password to one address in an hour"))
    reset_account_day: int = number(CHANGING, 10, 1, 1000, mark("Mails with a link for a new password to one address in a day"))
    reset_network_hour: int = number(CHANGING, 10, 1, 10_000, mark("New passwords asked for from one network in an hour"))
    not_me_link: timedelta = hours(CHANGING, 24, 1, 168, mark("The link “This wasn't me” works for"))
    email_link: timedelta = minutes(CHANGING, 60, 5, 1440, mark("The link to a new address works for"))
    email_undo_link: timedelta = days(CHANGING, 7, 1, 90, mark("The link back to the old address works for"))
    email_change_hour: int = number(CHANGING, 5, 1, 100, mark("Changes of address that one person asks for in an hour"))
    email_told_day: int = number(
        CHANGING, 1, 1, 24, mark("Mails to the holder of an address that somebody else asks for, in a day")
    )

    factor_window: timedelta = minutes(FACTORS, 5, 1, 60, mark("Time in which wrong codes are counted"))
    factor_person: int = number(FACTORS, 5, 1, 20, mark("Wrong codes of one person in the time that is counted"))
    factor_network: int = number(FACTORS, 10, 1, 1000, mark("Wrong codes from one network in the time that is counted"))
    factor_person_hour: int = number(FACTORS, 20, 1, 100, mark("Wrong codes of one person in an hour"))
    factor_person_day: int = number(FACTORS, 50, 1, 500, mark("Wrong codes of one person in a day"))
    factor_network_hour: int = number(FACTORS, 50, 1, 10_000, mark("Wrong codes from one network in an hour"))
    factor_stop: int = number(FACTORS, 100, 10, 100, mark("Wrong codes in a row that stop an authenticator app"))
    factor_warning_hour: int = number(FACTORS, 1, 1, 10, mark("Mails “somebody knows your password” to one person in an hour"))
    passkey_challenge: timedelta = minutes(FACTORS, 5, 1, 15, mark("A passkey is to be used within"))
    passkeys_most: int = number(FACTORS, 20, 1, 20, mark("Passkeys of one person"))
    trusted_device: timedelta = days(FACTORS, 30, 1, 90, mark("A trusted device is not asked for the second step for"))

    token_life: timedelta = days(TOKENS, 90, 1, 365, mark("A token usually works for"))
    token_longest_life: timedelta = days(TOKENS, 365, 1, 365, mark("A token works at most for"))
    tokens_most: int = number(TOKENS, 25, 1, 1000, mark("Tokens of one person"))

    activity_shown: timedelta = days(OWN_DATA, 90, 1, 730, mark("People see what happened to their account for"))
    export_life: timedelta = hours(OWN_DATA, 24, 1, 168, mark("The copy of somebody's own data can be downloaded for"))

    deletion_grace: timedelta = days(DELETION, 14, 1, 90, mark("Who deletes their own account can keep it for"))
    deletion_restorable: timedelta = days(DELETION, 30, 1, 365, mark("A deleted account can be restored for"))

    counted_minute: timedelta = seconds(COUNTING, 60, 10, 600, mark("What is limited by the minute is counted over"))
    counted_hour: timedelta = minutes(COUNTING, 60, 5, 1440, mark("What is limited by the hour is counted over"))
    counted_day: timedelta = hours(COUNTING, 24, 1, 168, mark("What is limited by the day is counted over"))


SHAPES: Mapping[str, Shape] = {item.name: item.metadata["shape"] for item in fields(Limits)}


def limits_of(values: Mapping[str, Any]) -> Limits:
    """Limits out of whole numbers by name; what is not among `values` keeps its default."""
    given = {name: values[name] for name in SHAPES if name in values}
    return Limits(**{name: SHAPES[name].value(number) for name, number in given.items()})
