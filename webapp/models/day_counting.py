"""What happened on one day, counted along indexes that begin with the time: a day costs its own rows, whatever lies before."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any

from sqlalchemy import Select, Table, func, select
from sqlalchemy.exc import IntegrityError

from webapp.clock import now
from webapp.database import read, writer, writing
from webapp.models.day_figure import counted_days, figures
from webapp.models.event import Event, EventDetail, StrangerEvent
from webapp.models.form_status import FormStatus
from webapp.models.submission import Submission

events: Table = Event.metadata.tables["event"]
details: Table = EventDetail.metadata.tables["event_detail"]
strangers: Table = StrangerEvent.metadata.tables["stranger_event"]
submissions: Table = Submission.metadata.tables["submission"]
statuses: Table = FormStatus.metadata.tables["form_status"]

# action → how somebody came to have an account.
CAME = {"user.signed_up": "alone", "signup_verified": "alone", "invitation_used": "invited", "user.created": "made"}
OPEN, DECIDED = ("new", "working"), ("done", "refused")
# Spans within which it was decided: the key of each, and where it ends.
SPANS = (
    ("hour", timedelta(hours=1)),
    ("day", timedelta(days=1)),
    ("three_days", timedelta(days=3)),
    ("week", timedelta(days=7)),
    ("two_weeks", timedelta(days=14)),
    ("month", timedelta(days=30)),
)
LONGER = "longer"
NUMBER = func.count().label("number")
Found = Iterator[tuple[str, str, int]]


@dataclass(frozen=True, slots=True)
class Day:
    """A day on the portal's clocks, which has 23 or 25 hours now and then."""

    on: date
    begins: datetime
    ends: datetime

    @classmethod
    def of(cls, day: date, zone: tzinfo) -> "Day":
        return cls(day, midnight(day, zone), midnight(day + timedelta(days=1), zone))

    def holds(self, table: Table) -> Any:
        return (table.c.at >= self.begins) & (table.c.at < self.ends)


def midnight(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)


def first_day(zone: tzinfo) -> date:
    """The day of the first line in the log; yesterday where there is none."""
    found = read(select(events.c.at).order_by(events.c.at, events.c.id).limit(1)).scalar()
    yesterday = now().astimezone(zone).date() - timedelta(days=1)
    return yesterday if found is None else min(yesterday, found.astimezone(zone).date())


def days_to_count(zone: tzinfo) -> Iterator[Day]:
    """Each day that is over and not counted yet, the oldest first: after a week without a worker there are seven."""
    today = now().astimezone(zone).date()
    last = read(select(func.max(counted_days.c.day))).scalar()
    day = first_day(zone) if last is None else last + timedelta(days=1)
    while day < today:
        yield Day.of(day, zone)
        day += timedelta(days=1)


def count_day(day: Day) -> bool:
    """Count it and write it down; False when somebody else has. What is counted is read before, so that nobody waits."""
    found = [{"day": day.on, "measure": one[0], "part": one[1][:60], "n": one[2]} for one in happened(day) if one[2]]
    if now() - day.ends < timedelta(days=1):
        found += [{"day": day.on, "measure": measure, "part": part, "n": n} for measure, part, n in waiting_now()]
    try:
        with writing():
            writer().execute(counted_days.insert().values(day=day.on, counted_at=now()))
            if found:
                writer().execute(figures.insert(), found)
    except IntegrityError:
        return False
    return True


def happened(day: Day) -> Found:
    """(measure, part, how many)"""
    lines = lines_of(day)
    by_action = select(events.c.action, NUMBER).where(lines).group_by(events.c.action)
    actions: dict[str, int] = {row.action: row.number for row in read(by_action)}
    came: Counter[str] = Counter()
    for action, how in CAME.items():
        came[how] += actions.get(action, 0)
    yield from (("signed_up", how, number) for how, number in came.items())
    yield "active", "", read(select(func.count(events.c.actor_id.distinct())).where(lines)).scalar_one()
    yield from (("logged_in", how, number) for how, number in methods(lines))
    yield from (("refused", why, number) for why, number in refusals(day, actions))
    yield from (("sent", str(row.form_id), row.number) for row in read(sent(lines)))
    yield from (("decided", span, number) for span, number in Counter(map(span_of, read(decisions(lines)))).items())


def lines_of(day: Day) -> Any:
    """The day's lines of the log, by time and by their numbers too: a planner that goes by an action's index reads no more
    of it than the day."""
    within = day.holds(events)
    ends = select(func.min(events.c.id).label("first"), func.max(events.c.id).label("last")).where(within)
    found = read(ends).one()
    return within & events.c.id.between(found.first or 0, found.last or 0)


def methods(lines: Any) -> Iterator[tuple[str, int]]:
    """What people logged in with; "" of those who are erased, whose lines say so no more."""
    method = details.c.content["methods"].as_string().label("method")
    logged_in = select(method, NUMBER).select_from(events.outerjoin(details, details.c.event_id == events.c.id))
    for row in read(logged_in.where(lines, events.c.action == "login_success").group_by(method)):
        yield row.method or "", row.number


def refusals(day: Day, actions: dict[str, int]) -> Iterator[tuple[str, int]]:
    """Why people did not get in: strangers' tries by their reason, and those whose password was right."""
    tries = select(strangers.c.reason, NUMBER).where(day.holds(strangers), strangers.c.action.like("login_%"))
    found: Counter[str] = Counter()
    for row in read(tries.group_by(strangers.c.reason)):
        found["elsewhere" if row.reason.startswith("oidc") else row.reason] += row.number
    found["state"] += actions.get("login_failed", 0)
    found["code"] += actions.get("second_step_failed", 0)
    yield from found.items()


def sent(lines: Any) -> Select[Any]:
    """How many of each form. What was deleted since, before its day was counted, is not there to tell its form."""
    joined = events.join(submissions, submissions.c.id == events.c.target_id)
    there = select(submissions.c.form_id, NUMBER).select_from(joined)
    return there.where(lines, events.c.action == "submission.sent").group_by(submissions.c.form_id)


def decisions(lines: Any) -> Select[Any]:
    """When it was sent and when decided, of everything that was moved into a status of an end."""
    into = details.c.content["new"].as_string()
    joined = (
        events.join(details, details.c.event_id == events.c.id)
        .join(submissions, submissions.c.id == events.c.target_id)
        .join(statuses, (statuses.c.form_id == submissions.c.form_id) & (statuses.c.key == into))
    )
    moved = select(submissions.c.submitted_at, events.c.at).select_from(joined).where(lines)
    return moved.where(events.c.action == "submission.moved", statuses.c.phase.in_(DECIDED))


def span_of(row: Any) -> str:
    took = row.at - row.submitted_at
    return next((key for key, end in SPANS if took < end), LONGER)


def waiting_now() -> Found:
    """How much staff have before them, and how many hours the oldest has waited: only this moment can tell."""
    there = (submissions.c.form_id == statuses.c.form_id) & (submissions.c.status == statuses.c.key)
    queues = select(NUMBER, func.min(submissions.c.id).label("oldest")).select_from(statuses.join(submissions, there))
    found = read(queues.where(statuses.c.phase.in_(OPEN)).group_by(submissions.c.form_id, submissions.c.status)).all()
    yield "waiting", "", sum(row.number for row in found)
    since = read(select(func.min(submissions.c.submitted_at)).where(submissions.c.id.in_([row.oldest for row in found]))).scalar()
    yield "oldest", "", 0 if since is None else max(0, int((now() - since).total_seconds() // 3600))
