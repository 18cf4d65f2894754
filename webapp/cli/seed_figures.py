"""Believable figures for the statistics of a seeded instance: busy weekdays, quiet weekends, more from month to month."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, select

from webapp.clock import now
from webapp.dates import zone_named
from webapp.models.day_counting import SPANS
from webapp.models.day_figure import counted_days, figures
from webapp.models.form import Form

DAYS = 200
# measure → part → its share of whoever is active on a day
SHARES = {
    "signed_up": {"alone": 0.03, "invited": 0.012, "made": 0.004},
    "active": {"": 1.0},
    "logged_in": {"password": 0.5, "passkey": 0.22, "password and app code": 0.13, "oidc": 0.08, "one-time link": 0.01},
    "refused": {"wrong": 0.09, "locked": 0.004, "code": 0.01, "state": 0.002, "elsewhere": 0.003},
    "decided": dict(zip((key for key, _ in SPANS), (0.01, 0.03, 0.06, 0.05, 0.02, 0.01), strict=True)) | {"longer": 0.004},
    "waiting": {"": 0.6},
}


def add_figures(connection: Connection, people: int, dice: random.Random, zone: str) -> int:
    """Inside `writing()`: of the days until yesterday, unless days were counted already; returns of how many days."""
    if connection.execute(select(counted_days.c.day).limit(1)).first() is not None:
        return 0
    yesterday = now().astimezone(zone_named(zone)).date() - timedelta(days=1)
    days = [yesterday - timedelta(days=number) for number in range(DAYS)][::-1]
    forms = list(connection.execute(select(Form.id).order_by(Form.id).limit(5)).scalars())
    connection.execute(counted_days.insert(), [{"day": day, "counted_at": now()} for day in days])
    connection.execute(
        figures.insert(), [row for place, day in enumerate(days) for row in figures_of(day, place, people, forms, dice)]
    )
    return len(days)


def figures_of(day: date, place: int, people: int, forms: list[int], dice: random.Random) -> Iterator[dict[str, Any]]:
    """A day's rows: of all people some are active, and of those some do each thing."""
    week = 0.3 if day.weekday() > 4 else 1.0
    active = max(3.0, people * 0.08) * week * (0.6 + 0.4 * place / DAYS) * dice.uniform(0.85, 1.15)
    wanted = {**SHARES, "sent": {str(form): 0.12 / (rank + 1) for rank, form in enumerate(forms)}}
    for measure, parts in wanted.items():
        for part, share in parts.items():
            number = int(active * share * dice.uniform(0.8, 1.2) + dice.random())
            if number:
                yield {"day": day, "measure": measure, "part": part, "n": number}
    yield {"day": day, "measure": "oldest", "part": "", "n": dice.randint(20, 200)}
