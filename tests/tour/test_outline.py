"""Where the reader stands."""

from webapp.tour.outline import STOPS, trail


def test_the_ends_have_one_neighbour() -> None:
    first, last = trail(STOPS[0].room), trail(STOPS[-1].room)
    assert first is not None
    assert last is not None
    assert (first.previous, first.next, last.previous, last.next) == (None, STOPS[1], STOPS[-2], None)


def test_the_first_page_is_no_stop() -> None:
    assert trail("tour.home") is None
