"""The stops of the tour, in their order."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Stop:
    """`room` is the blueprint that answers there; its view is `show`."""

    room: str
    label: str
    line: str

    @property
    def endpoint(self) -> str:
        return f"{self.room}.show"


@dataclass(frozen=True)
class Trail:
    """Where the reader stands: `number` counts from 1; no neighbour at either end."""

    here: Stop
    number: int
    count: int
    previous: Stop | None
    next: Stop | None


STOPS = (
    Stop("tour.hello", "A route", "An address, and the function that answers it."),
    Stop("tour.capitalize", "Words in an address", "A part of the address becomes the function's argument."),
    Stop("tour.add", "Numbers in an address", "A converter of our own turns text into whole numbers."),
    Stop("tour.escaping", "Templates and escaping", "What you type is shown as text and never becomes part of the page."),
    Stop("tour.addresses", "Building addresses", "Addresses are asked for by name, so a link cannot rot."),
    Stop("tour.cookie", "A signed cookie", "Everybody can read it; whoever changes it is found out."),
    Stop("tour.entries", "One address, several methods", "GET reads, POST adds, PUT replaces, DELETE empties."),
    Stop("tour.wsgi", "Any WSGI server", "The same application under granian, gunicorn and waitress."),
    Stop("tour.debugger", "The debugger", "Look around where an error happened, on your own machine only."),
    Stop("tour.testing", "Tests", "How this portal is shown to work, again and again."),
)


def trail(room: str) -> Trail | None:
    """The reader's place, by the blueprint of this request; None on the first page of the tour."""
    found = [index for index, stop in enumerate(STOPS) if stop.room == room]
    if not found:
        return None
    index = found[0]
    before = STOPS[index - 1] if index else None
    after = STOPS[index + 1] if index + 1 < len(STOPS) else None
    return Trail(STOPS[index], index + 1, len(STOPS), before, after)
