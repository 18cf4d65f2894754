"""The statistics as they are shown: what was counted of the days of a period, summed up for pictures, tables and files."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import func, select

from webapp.database import read
from webapp.models.day_counting import LONGER, SPANS
from webapp.models.day_figure import counted_days, figures

PERIODS = (7, 30, 90, 365)
# From here on a bar is a week.
MOST_BARS = 92
MEASURES = ("signed_up", "active", "logged_in", "refused", "sent", "decided", "waiting", "oldest")
# Of these a week shows its highest day: the same people are active on several.
PEAKS = frozenset({"active", "waiting", "oldest"})
SPAN_ORDER = (*(key for key, _ in SPANS), LONGER)


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `first` to `last`, both with it; `last` is the newest that was counted."""

    first: date
    last: date

    @property
    def days(self) -> list[date]:
        return [self.first + timedelta(days=number) for number in range((self.last - self.first).days + 1)]

    @property
    def steps(self) -> list[list[date]]:
        """One bar each: a day, or a week of a long period, the last one ending with it."""
        days, width = self.days, 1 if len(self.days) <= MOST_BARS else 7
        begin = len(days) % width
        parts = [days[:begin]] if begin else []
        return parts + [days[one : one + width] for one in range(begin, len(days), width)]


@dataclass(slots=True)
class Measure:
    """Of one measure: day → part → how many."""

    name: str
    period: Period
    found: dict[date, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))

    @property
    def is_peak(self) -> bool:
        return self.name in PEAKS

    def on(self, day: date) -> int:
        return sum(self.found[day].values()) if day in self.found else 0

    def bars(self) -> list[tuple[date, date, int]]:
        """(first day, last day, how many) of each bar; of a week its sum, or its highest day."""
        whole = max if self.is_peak else sum
        return [(step[0], step[-1], whole(map(self.on, step))) for step in self.period.steps]

    @property
    def total(self) -> int:
        return sum(map(self.on, self.period.days))

    def parts(self) -> dict[str, int]:
        """Part → how many in the whole period, the most first; spans in their own order."""
        summed: dict[str, int] = defaultdict(int)
        for day in self.found.values():
            for part, number in day.items():
                summed[part] += number
        if self.name == "decided":
            return {span: summed[span] for span in SPAN_ORDER}
        return dict(sorted(summed.items(), key=lambda one: (-one[1], one[0])))


def newest_counted() -> date | None:
    found: date | None = read(select(func.max(counted_days.c.day))).scalar()
    return found


def period_of(days: int) -> Period | None:
    """So many days up to the newest that was counted; fewer where not so many were. None before the first."""
    last = newest_counted()
    if last is None:
        return None
    first: date = read(select(func.min(counted_days.c.day))).scalar_one()
    return Period(max(first, last - timedelta(days=days - 1)), last)


def measured(period: Period, names: tuple[str, ...] = MEASURES) -> dict[str, Measure]:
    """All of it in one select along the primary key."""
    here = figures.c.measure.in_(names) & figures.c.day.between(period.first, period.last)
    found = {name: Measure(name, period) for name in names}
    for row in read(select(figures.c.measure, figures.c.day, figures.c.part, figures.c.n).where(here)):
        found[row.measure].found[row.day][row.part] = row.n
    return found


def as_rows(measure: Measure, called: dict[str, str]) -> Iterator[list[str | int]]:
    """A line a day, a column a part: the file behind a picture. `called` names the columns, in their order."""
    yield ["day", *called.values()]
    for day in measure.period.days:
        yield [day.isoformat(), *(measure.found[day].get(part, 0) if day in measure.found else 0 for part in called)]
