"""The banner: what the organisation has to say on every page for a time, to everybody or to some."""

from collections.abc import Mapping
from datetime import UTC, datetime

from webapp.dates import moment_in_words, zone_named
from webapp.languages import _, mark
from webapp.models.person import Person

Banner = Mapping[str, str]
LONGEST = 500
AUDIENCES = {
    "everyone": mark("Everybody"),
    "signed_in": mark("Everybody who is signed in"),
    "staff": mark("Everybody who works in the back office"),
}


def banner_for(banner: Banner, person: Person, moment: datetime) -> str:
    """Its text, where this person is to read it at this moment; else ""."""
    return banner["text"] if state(banner, moment) == "on" and is_meant(banner["audience"], person) else ""


def is_meant(audience: str, person: Person) -> bool:
    if audience == "staff":
        return person.is_staff
    return audience == "everyone" or person.is_authenticated


def state(banner: Banner, moment: datetime) -> str:
    """`none` without a text, `early`, `on`, or `over`."""
    if not banner["text"]:
        return "none"
    begin, end = (datetime.fromisoformat(banner[name]) if banner[name] else None for name in ("from", "until"))
    if begin is not None and moment < begin:
        return "early"
    return "on" if end is None or moment < end else "over"


def stored_moment(local: str, zone: str) -> str:
    """A moment of this zone's clocks (2026-12-01T09:00) as it is kept, in UTC; "" stays "": no limit."""
    return datetime.fromisoformat(local).replace(tzinfo=zone_named(zone)).astimezone(UTC).isoformat() if local else ""


def local_moment(stored: str, zone: str) -> str:
    """The way back, for the page on which it is changed."""
    return datetime.fromisoformat(stored).astimezone(zone_named(zone)).strftime("%Y-%m-%dT%H:%M") if stored else ""


def banner_in_words(banner: Banner, zone: str) -> str:
    """In one line, for whoever looks at what it was: its text, to whom, and from when until when."""
    if not banner["text"]:
        return _("(none)")
    told = {name: moment_in_words(datetime.fromisoformat(banner[name]), zone) for name in ("from", "until") if banner[name]}
    parts = [banner["text"], _(AUDIENCES[banner["audience"]])]
    if "from" in told:
        parts.append(_("From %(moment)s", moment=told["from"]))
    if "until" in told:
        parts.append(_("Until %(moment)s", moment=told["until"]))
    return "\n".join(parts)
