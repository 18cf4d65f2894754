"""How a measure is drawn: bars over time and shares, as numbers that a template puts into SVG, with words for each."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from webapp.database import read
from webapp.dates import day_in_words, number_in_words
from webapp.kinds.wording import upper_first
from webapp.languages import _, mark
from webapp.models.day_pictures import Measure
from webapp.models.form import Form
from webapp.models.method_words import methods_in_words

# The box in which bars are drawn; it is stretched to the page.
HEIGHT, STEP, BAR = 100, 10, 8
MOST_SHARES = 12
TITLES = {
    "signed_up": mark("Sign-ups"),
    "active": mark("Active people"),
    "logged_in": mark("Log-ins"),
    "refused": mark("Refused log-ins"),
    "sent": mark("Submissions"),
    "decided": mark("Time to decision"),
    "waiting": mark("Submissions before staff"),
    "oldest": mark("Age of the oldest submission before staff"),
}
EXPLAINED = {
    "signed_up": mark("New accounts, and how they came to be."),
    "active": mark("People who logged in, sent something or changed something that day."),
    "logged_in": mark("Log-ins that were let in, and what they were made with."),
    "refused": mark("Tries to log in that were turned away, and why."),
    "sent": mark("What was sent, and to which form."),
    "decided": mark("How long after it was sent a submission was settled or refused."),
    "waiting": mark("New and in progress, at the end of each day."),
    "oldest": mark("In hours, at the end of each day."),
}
PARTS = {
    "signed_up": {"alone": mark("Signed up"), "invited": mark("Invited"), "made": mark("Made by an administrator")},
    "refused": {
        "wrong": mark("Wrong email or password"),
        "locked": mark("Too many tries"),
        "elsewhere": mark("Refused by another provider"),
        "state": mark("Suspended, waiting or deleted"),
        "code": mark("Wrong code in the second step"),
    },
    "decided": {
        "hour": mark("Within an hour"),
        "day": mark("Within a day"),
        "three_days": mark("Within three days"),
        "week": mark("Within a week"),
        "two_weeks": mark("Within two weeks"),
        "month": mark("Within 30 days"),
        "longer": mark("Later"),
    },
}


@dataclass(frozen=True, slots=True)
class Bar:
    """Its place in the box, and what it says."""

    x: float
    y: float
    height: float
    words: str
    number: int


def picture(measure: Measure) -> dict[str, Any]:
    """Everything that a template needs for one measure."""
    bars = measure.bars()
    top = rounded_up(max(number for _first, _last, number in bars))
    drawn = [] if measure.name == "decided" else [bar(place, one, top) for place, one in enumerate(bars)]
    return {
        "name": measure.name,
        "title": _(TITLES[measure.name]),
        "explained": _(EXPLAINED[measure.name]),
        "bars": drawn,
        "width": len(bars) * STEP,
        "top": top,
        "first": measure.period.first,
        "last": measure.period.last,
        "is_weekly": any(first != last for first, last, _number in bars),
        "summary": summary(measure, bars),
        "shares": shares(measure),
        "is_peak": measure.is_peak,
        "is_empty": not measure.total,
    }


def bar(place: int, one: tuple[date, date, int], top: int) -> Bar:
    first, last, number = one
    height = number * HEIGHT / top
    return Bar(place * STEP + (STEP - BAR) / 2, HEIGHT - height, height, span_of_days(first, last), number)


def span_of_days(first: date, last: date) -> str:
    if first == last:
        return day_in_words(first)
    return _("%(first)s to %(last)s", first=day_in_words(first), last=day_in_words(last))


def rounded_up(number: int) -> int:
    """The next of 1, 2, 3, 4, 5, 6, 8, 10, 20 …: what the highest line is called."""
    power = 1
    while True:
        for step in (1, 2, 3, 4, 5, 6, 8):
            if number <= step * power:
                return step * power
        power *= 10


def summary(measure: Measure, bars: list[tuple[date, date, int]]) -> str:
    """What a picture says at a glance, for who does not see it and for who does."""
    begin, end, highest = max(bars, key=lambda one: one[2])
    when, most = span_of_days(begin, end), number_in_words(highest)
    if not measure.total:
        return _("None in this period.")
    if measure.is_peak:
        latest = number_in_words(measure.on(measure.period.last))
        return _("%(latest)s on the last day; the most: %(most)s (%(when)s).", latest=latest, most=most, when=when)
    total = number_in_words(measure.total)
    if measure.name == "decided":
        return _("%(total)s decided in this period.", total=total)
    return _("%(total)s in this period; the most: %(most)s (%(when)s).", total=total, most=most, when=when)


def shares(measure: Measure) -> list[dict[str, Any]]:
    """The parts of the whole period with their share in percent; the small ones of many together."""
    parts = measure.parts()
    if measure.is_peak or not measure.total:
        return []
    called = names_of(measure)
    listed = [(called[part], number) for part, number in parts.items()]
    if len(listed) > MOST_SHARES:
        rest = sum(number for _name, number in listed[MOST_SHARES:])
        listed = [*listed[:MOST_SHARES], (_("All others"), rest)]
    return [{"name": name, "number": number, "share": round(100 * number / measure.total, 1)} for name, number in listed]


def names_of(measure: Measure) -> dict[str, str]:
    """What each part is called, in the order in which they are shown."""
    parts = list(measure.parts())
    if measure.is_peak:
        return {"": _(TITLES[measure.name])}
    if measure.name == "sent":
        return titles_of(parts)
    if measure.name == "logged_in":
        return {part: upper_first(methods_in_words(part)) if part else _("Not known any more") for part in parts}
    known = PARTS[measure.name]
    return {part: _(known[part]) if part in known else part for part in parts or known}


def titles_of(parts: list[str]) -> dict[str, str]:
    """Forms by their titles; one that is gone by its number."""
    there = read(select(Form.id, Form.title).where(Form.id.in_([int(part) for part in parts])))
    titles = {str(row.id): row.title for row in there}
    return {part: titles.get(part) or _("Form %(number)s", number=part) for part in parts}
