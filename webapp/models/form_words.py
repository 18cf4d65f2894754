"""What the states of a form are called within a sentence, and why it cannot go from one to another."""

from webapp.languages import _, mark

STATES = {
    "draft": mark("draft"),
    "open": mark("open"),
    "paused": mark("paused"),
    "closed": mark("closed"),
    "archived": mark("archived"),
}
# By the state that is out of reach.
CANNOT_BE = {
    "open": mark("A form that is %(state)s cannot be open."),
    "paused": mark("A form that is %(state)s cannot be paused."),
    "closed": mark("A form that is %(state)s cannot be closed."),
    "archived": mark("A form that is %(state)s cannot be archived."),
}


def cannot_be(before: str, after: str) -> str:
    return _(CANNOT_BE[after], state=_(STATES[before]))
