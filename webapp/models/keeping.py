"""How long answers are kept, as their version of the form says."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from webapp.models.definition import Definition


def redactions(definition: Definition, sent_at: datetime) -> Iterator[datetime]:
    """The moments at which an answer's time is over."""
    days = {one.keep_days for one in definition.every_question if one.keep_days}
    return (sent_at + timedelta(days=number) for number in days)


def first_redaction(sent_at: datetime, *definitions: Definition) -> datetime | None:
    """When somebody has to look at a submission for the first time; None where every answer stays as long as it does."""
    return min((at for definition in definitions for at in redactions(definition, sent_at)), default=None)


def over(definition: Definition, sent_at: datetime, moment: datetime) -> Iterator[str]:
    """The questions whose answers' time is over."""
    for one in definition.every_question:
        if one.keep_days and sent_at + timedelta(days=one.keep_days) <= moment:
            yield one.uid
