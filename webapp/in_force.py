"""What is in force in this process, for rooms that know no request: the environment's word, and the table's settings."""

import time
from dataclasses import dataclass, field
from typing import Any

from flask import current_app, has_app_context
from sqlalchemy import Select, column, select, table

from webapp.columns import JsonDocument
from webapp.config import Config
from webapp.database import read
from webapp.limits import Limits, limits_of

SEEN_WITHIN = 5.0
NAME = "lodge_settings"
STORED: Select[*tuple[Any, ...]] = select(column("name"), column("value", JsonDocument)).select_from(table("setting"))
USUAL = Limits()


def config() -> Config:
    """What the environment decides about the portal that runs."""
    found: Config = current_app.config["LODGE"]
    return found


def portal_zone() -> str:
    """The time zone of who has chosen none."""
    return config().timezone


@dataclass(slots=True)
class Reading:
    """What the table held at one moment; `shown` is for what others make of it once."""

    stored: dict[str, Any]
    limits: Limits
    until: float
    shown: dict[str, Any] = field(default_factory=dict)


def reading() -> Reading:
    """A change made on another node is seen within SEEN_WITHIN seconds: one select for all that a request asks here."""
    found: Reading | None = current_app.extensions.get(NAME)
    if found is None or found.until < time.monotonic():
        stored = {row.name: row.value for row in read(STORED)}
        limits = limits_of({**stored, **config().limits})
        found = current_app.extensions[NAME] = Reading(stored, limits, time.monotonic() + SEEN_WITHIN)
    return found


def limits() -> Limits:
    """The limits in force; outside an application, the defaults."""
    return reading().limits if has_app_context() else USUAL
