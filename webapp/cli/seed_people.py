"""People as rows of the table: believable roles, statuses and dates, oldest first."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import islice
from typing import Any

from webapp.cli.seed_names import address, people
from webapp.clock import now
from webapp.models.user import NEVER, folded

YEARS = timedelta(days=6 * 365)
COLUMNS = [
    "email",
    "email_key",
    "email_confirmed_at",
    "name",
    "name_key",
    "search_key",
    "role",
    "status",
    "suspended_reason",
    "is_reason_visible",
    "deleted_at",
    "created_at",
    "last_seen_at",
    "version",
]
key_of = lru_cache(maxsize=50_000)(folded)


def seeded(dice: random.Random, number: int, count: int) -> Iterator[tuple[Any, ...]]:
    """Rows in the order of COLUMNS, as if the place had grown for six years. Addresses are lower-case ASCII."""
    today, hour = now(), timedelta(hours=1)
    for place, (name, stem) in enumerate(islice(people(dice), count), 1):
        email = address(stem, number + place, dice)
        created = today - YEARS * (1 - (place / count) ** 0.6)
        key, status = key_of(name), standing(dice.random())
        yield (
            email,
            email,
            created + hour if dice.random() > 0.03 else None,
            name,
            key,
            f"{key} {email}",
            rank(dice.random()),
            status,
            "Did not keep to the house rules" if status == "suspended" else "",
            status == "suspended",
            today - timedelta(days=dice.random() * 30) if status == "deleted" else None,
            created,
            seen(dice, created, today) if status != "pending" else NEVER,
            1,
        )


def standing(chance: float) -> str:
    """Of a thousand people one waits for approval, ten are suspended, five deleted."""
    if chance < 0.984:
        return "active"
    return "suspended" if chance < 0.994 else "deleted" if chance < 0.999 else "pending"


def rank(chance: float) -> str:
    return "member" if chance < 0.99 else "staff" if chance < 0.998 else "auditor" if chance < 0.999 else "admin"


def seen(dice: random.Random, created: datetime, today: datetime) -> datetime:
    """When a person was last here: most of them lately, some never again."""
    if dice.random() < 0.06:
        return NEVER
    return today - (today - created) * dice.random() ** 4
