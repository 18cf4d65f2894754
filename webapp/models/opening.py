"""Whether a form takes answers now, and the sentence for when it does not."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Protocol

from webapp.dates import in_zone, moment_in_words, zone_named
from webapp.languages import _
from webapp.models.definition_settings import Settings

# `closes_at` is the last second in which the form is open.
LAST_SECOND = timedelta(seconds=1)


class Dated(Protocol):
    """A row of `form`, as far as its times go."""

    @property
    def state(self) -> str: ...
    @property
    def opens_at(self) -> datetime | None: ...
    @property
    def closes_at(self) -> datetime | None: ...
    @property
    def tz(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Planned:
    """The times of a form that is being built, as if it were published."""

    opens_at: datetime | None
    closes_at: datetime | None
    tz: str
    state: str = "open"


@dataclass(frozen=True, slots=True)
class Opening:
    """`state`: open, early, closed, paused or elsewhere (for other people); `sentence` says it to the person."""

    state: str
    sentence: str = ""

    @property
    def is_open(self) -> bool:
        return self.state == "open"


OPEN = Opening("open")


def elsewhere() -> Opening:
    """For whom the form is not meant any more."""
    return Opening("elsewhere", _("This form is not for you any more. Ask the office that sent you here."))


def opening(form: Dated, moment: datetime) -> Opening:
    """By state and dates."""
    if form.state == "paused":
        return Opening("paused", _("This form is paused. It takes no answers at the moment."))
    if form.closes_at is not None and moment >= form.closes_at + LAST_SECOND:
        return Opening("closed", _("This form closed on %(when)s.", when=with_zone(form.closes_at, form.tz)))
    if form.state != "open":
        return Opening("closed", _("This form is closed."))
    if form.opens_at is not None and moment < form.opens_at:
        return Opening("early", _("This form opens on %(when)s.", when=with_zone(form.opens_at, form.tz)))
    return OPEN


def opening_on(form: Dated, day: date) -> Opening:
    """As `opening`, over a whole day where the form is at home: open when it is so at any moment of it."""
    first = datetime.combine(day, time(), zone_named(form.tz))
    morning, night = opening(form, first), opening(form, first + timedelta(days=1) - LAST_SECOND)
    if morning.state == night.state or morning.is_open:
        return morning
    # What opens in the course of a day takes answers that day, even when it closes before the day ends.
    return OPEN


def is_finishing(form: Dated, settings: Settings, finished_at: datetime, moment: datetime) -> bool:
    """Whether somebody who had answered everything before the form closed may still send: `grace_minutes` long."""
    if form.state != "open" or form.closes_at is None or finished_at >= form.closes_at + LAST_SECOND:
        return False
    return moment < form.closes_at + LAST_SECOND + timedelta(minutes=settings.grace_minutes)


def with_zone(moment: datetime, tz: str) -> str:
    """21 November 2026, 14:05 (Europe/Berlin)"""
    return f"{moment_in_words(moment, tz)} ({tz})"


def today_in(tz: str, moment: datetime) -> date:
    """The date where the form is at home."""
    return in_zone(moment, tz).date()
