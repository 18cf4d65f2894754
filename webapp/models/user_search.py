"""What was typed to find people, read into words, addresses and conditions. Knows no database."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any

from webapp.clock import now
from webapp.languages import _
from webapp.models.permissions import Role
from webapp.models.user import NEVER, STATUSES, email_key, folded

MOST_ADDRESSES = 500
MOST_WORDS = 8
LONGEST_QUERY = 40_000
LARGEST_ID = 2**63 - 1
# A word can be looked up by its trigrams when three letters or digits follow each other in it.
SHORTEST_WORD = 3
TERM = re.compile(r'([a-z0-9]+):("[^"]*"|\S+)|"([^"]*)"|(\S+)', re.IGNORECASE)
SEPARATORS = re.compile(r"[\s,;<>]+")
AGE = re.compile(r"(\d{1,4})([dwmy])")
DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}
COMPARED = re.compile(r"(<=|>=|<|>|)(.+)")
EVER = (NEVER, datetime(9999, 1, 1, tzinfo=UTC))
Between = tuple[datetime, datetime]


class Hint(ValueError):
    """What was typed means nothing here; the sentence says what does."""


@dataclass(slots=True)
class Asked:
    """What was asked for. Everything in it holds at once; `hints` tell what was left out and why."""

    text: str = ""
    # Looked for anywhere in name and address, folded; and what a name or an address must begin with.
    words: list[str] = field(default_factory=list)
    beginnings: list[str] = field(default_factory=list)
    # The one address that was typed whole, or a pasted list of them, as their keys.
    address: str | None = None
    addresses: list[str] = field(default_factory=list)
    # role, status, group (its name folded), unverified, id, created and seen (from, up to).
    conditions: dict[str, Any] = field(default_factory=dict)
    hints: list[str] = field(default_factory=list)

    @property
    def is_text(self) -> bool:
        return bool(self.words or self.beginnings)

    @property
    def is_everybody(self) -> bool:
        return not (self.is_text or self.conditions or self.addresses)


def asked(typed: str, zone: tzinfo = UTC) -> Asked:
    """Read what was typed; dates are days in `zone`."""
    found = Asked(text=" ".join(typed[:LONGEST_QUERY].split()))
    pasted = [one for one in SEPARATORS.split(found.text) if one]
    if len(pasted) > 1 and all("@" in one and ":" not in one for one in pasted):
        read_addresses(found, pasted)
        return found
    for name, value, phrase, word in TERM.findall(found.text):
        if name:
            read_condition(found, name.lower(), value.strip('"'), zone)
        else:
            for part in (phrase or word).split():
                read_word(found, part)
    if len(found.words) > MOST_WORDS:
        found.hints.append(_("Only the first %(most)s words were looked for.", most=MOST_WORDS))
        found.words = found.words[:MOST_WORDS]
    if len(found.beginnings) > 1:
        found.beginnings = [max(found.beginnings, key=len)]
        only = found.beginnings[0]
        found.hints.append(_("Of the short words only “%(word)s” was looked for: names begin with one.", word=only))
    return found


def list_of(pasted: list[str]) -> Asked:
    """The people with these addresses, even if it is only one."""
    found = Asked(text=" ".join(pasted))
    read_addresses(found, pasted)
    return found


def read_addresses(found: Asked, pasted: list[str]) -> None:
    keys = list(dict.fromkeys(email_key(one) for one in pasted))
    if len(keys) > MOST_ADDRESSES:
        found.hints.append(_("Only the first %(most)s addresses were looked for.", most=MOST_ADDRESSES))
    found.addresses = keys[:MOST_ADDRESSES]


def read_word(found: Asked, word: str) -> None:
    key = folded(word)[:100]
    if not key:
        return
    if 0 < word.find("@") < len(word) - 1:
        found.address = email_key(word)
    whole = longest_run(key) >= SHORTEST_WORD
    (found.words if whole else found.beginnings).append(key)


def longest_run(key: str) -> int:
    """How many letters or digits follow each other at most: what a trigram index can use of a word."""
    return max(map(len, re.split(r"[\W_]+", key)))


def read_condition(found: Asked, name: str, value: str, zone: tzinfo) -> None:
    reader = READERS.get(name)
    try:
        if reader is None:
            every = ", ".join(f"{known}:" for known in READERS)
            raise Hint(_("%(word)s: is nothing to search by. Use %(known)s.", word=name, known=every))
        for condition, wanted in reader(value, zone).items():
            known = found.conditions.get(condition)
            found.conditions[condition] = within(known, wanted) if condition in ("created", "seen") and known else wanted
    except Hint as hint:
        found.hints.append(str(hint))


def within(one: Between, other: Between) -> Between:
    """Two spans at once: created:>2026-01-01 created:<2026-02-01."""
    return max(one[0], other[0]), min(one[1], other[1])


def read_role(value: str, zone: tzinfo) -> dict[str, Any]:
    return {"role": one_of("role", value, [role.value for role in Role])}


def read_status(value: str, zone: tzinfo) -> dict[str, Any]:
    return {"status": one_of("status", value, list(STATUSES))}


def one_of(name: str, value: str, known: list[str]) -> str:
    if value.lower() not in known:
        condition, every = f"{name}:{value}", ", ".join(known)
        raise Hint(
            _("%(condition)s was left out. Use %(name)s: with one of %(known)s.", condition=condition, name=name, known=every)
        )
    return value.lower()


def read_group(value: str, zone: tzinfo) -> dict[str, Any]:
    return {"group": folded(value)}


def read_is(value: str, zone: tzinfo) -> dict[str, Any]:
    if value.lower() != "unverified":
        left_out = f"is:{value}"
        raise Hint(
            _("%(condition)s was left out. Use is:unverified for people whose address is not confirmed.", condition=left_out)
        )
    return {"unverified": True}


def read_no(value: str, zone: tzinfo) -> dict[str, Any]:
    if value.lower() == "2fa":
        return {"no_2fa": True}
    left_out = f"no:{value}"
    raise Hint(_("%(condition)s was left out. Use no:2fa for people without a second step at log-in.", condition=left_out))


def read_id(value: str, zone: tzinfo) -> dict[str, Any]:
    if not (value.isascii() and value.isdigit() and len(value) < 20 and int(value) <= LARGEST_ID):
        left_out = f"id:{value}"
        raise Hint(_("%(condition)s was left out. Use id: with a person's number, for example id:17.", condition=left_out))
    return {"id": int(value)}


def read_created(value: str, zone: tzinfo) -> dict[str, Any]:
    return {"created": between("created", value, zone)}


def read_seen(value: str, zone: tzinfo) -> dict[str, Any]:
    if value.lower() == "never":
        return {"seen": (NEVER, NEVER + timedelta(days=1))}
    low, high = between("seen", value, zone)
    # "Before …" is asked about people who were here; the others are seen:never.
    return {"seen": (max(low, NEVER + timedelta(days=1)), high)}


def between(name: str, value: str, zone: tzinfo) -> Between:
    """From (included) and up to (not included). `<90d` is an age: less than ninety days ago."""
    sign, given = COMPARED.fullmatch(value).groups()  # type: ignore[union-attr]
    age = AGE.fullmatch(given.lower())
    if age:
        moment = now() - timedelta(days=int(age[1]) * DAYS[age[2]])
        return (EVER[0], moment) if ">" in sign else (moment, EVER[1])
    try:
        day = datetime.strptime(given, "%Y-%m-%d").replace(tzinfo=zone).astimezone(UTC)
        after = day + timedelta(days=1)
    except (ValueError, OverflowError):
        more = {"name": name, "value": value}
        sentence = _(
            "%(name)s:%(value)s was left out. Use a date or an age, for example %(name)s:>2026-01-31 or %(name)s:<90d.", **more
        )
        raise Hint(sentence) from None
    return {"": (day, after), ">": (after, EVER[1]), ">=": (day, EVER[1]), "<": (EVER[0], day), "<=": (EVER[0], after)}[sign]


READERS: dict[str, Callable[[str, tzinfo], dict[str, Any]]] = {
    "role": read_role,
    "status": read_status,
    "group": read_group,
    "is": read_is,
    "no": read_no,
    "created": read_created,
    "seen": read_seen,
    "id": read_id,
}


def replaced(text: str, name: str, value: str | None) -> str:
    """What was typed with another value for one condition, or without it: what a chip's address says."""
    kept = [whole for whole in terms(text) if not whole.lower().startswith(f"{name}:")]
    if value is not None:
        kept.append(f'{name}:"{value}"' if " " in value else f"{name}:{value}")
    return " ".join(kept)


def terms(text: str) -> list[str]:
    """Words and conditions as they were typed."""
    return [match.group(0) for match in TERM.finditer(text)]


def conditions_in(text: str) -> list[str]:
    """The conditions as they were typed, but for those whose every value is on offer anyway."""
    named = ((term, term.partition(":")[0].lower()) for term in terms(text) if ":" in term)
    return [term for term, name in named if name in READERS and name not in ("role", "status")]


def without_names(found: Asked) -> Asked:
    """The same question from somebody to whom names and addresses are masked: no guessing letter by letter."""
    if found.address and not found.conditions:
        found.addresses = [found.address]
    elif found.is_text:
        found.hints.append(_("Your role sees names masked: search by a whole address, a number or a condition."))
    found.words, found.beginnings, found.address = [], [], None
    return found
