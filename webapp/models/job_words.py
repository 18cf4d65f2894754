"""What came of a job, in the reader's words: why it failed, and what it counted."""

from typing import Any

from webapp.dates import number_in_words
from webapp.languages import _, mark
from webapp.models.event_words import field_in_words

STATUS_WORDS = {
    "waiting": mark("Waiting"),
    "running": mark("Running"),
    "done": mark("Done"),
    "failed": mark("Failed"),
    "cancelled": mark("Cancelled"),
}
# What a job leaves in `trouble` in place of a sentence of its own.
LOST, ERROR, UNKNOWN = "lost", "error ", "unknown"
AWAY = frozenset({"OperationalError", "DBAPIError", "InterfaceError", "TimeoutError", "ConnectionError"})
COUNTED = {
    "seen": mark("Lines checked"),
    "bad": mark("First line that is not as it was written"),
}


def trouble_in_words(trouble: str) -> str:
    """A stored reason: a key, or the sentence that the job itself said."""
    if trouble == LOST:
        return _("The worker that did it was stopped each time before it got on. Its machine may have too little memory.")
    if trouble == UNKNOWN:
        return _("No worker knows this job. The worker may be of an older version than the pages.")
    if trouble.startswith(ERROR):
        return error_in_words(trouble.removeprefix(ERROR))
    return trouble


def error_in_words(name: str) -> str:
    if name in AWAY:
        return _("The database could not be reached, or was busy for too long (%(name)s).", name=name)
    return _("The portal made a mistake (%(name)s). Its log has the details, in the line “job failed”.", name=name)


def result_rows(result: dict[str, Any]) -> list[dict[str, Any]]:
    """The numbers and words that a job left; what is empty or nested is for its own page."""
    plain = {name: value for name, value in result.items() if isinstance(value, str | int) and value != ""}
    return [{"key": said_name(name), "value": said_value(value)} for name, value in plain.items()]


def said_name(name: str) -> str:
    return _(COUNTED[name]) if name in COUNTED else field_in_words(name).capitalize()


def said_value(value: str | int) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return value if isinstance(value, str) else number_in_words(value)
