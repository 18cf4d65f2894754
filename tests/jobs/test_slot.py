"""A place for one consumer: held by one, known by the same name to the next."""

from pathlib import Path

from webapp.jobs.slot import Slot, place


def test_a_place_has_one_holder(tmp_path: Path) -> None:
    first, second = Slot(place(tmp_path)), Slot(place(tmp_path))
    assert first.take()
    assert not second.take()
    first.let_go()
    assert second.take()


def test_the_next_holder_has_the_same_name(tmp_path: Path) -> None:
    first = Slot(place(tmp_path))
    first.take()
    first.let_go()
    second = Slot(place(tmp_path))
    second.take()
    assert second.name == first.name
    assert len(second.name) == 32


def test_workers_take_places_side_by_side(tmp_path: Path) -> None:
    first, second = Slot.first_free(tmp_path), Slot.first_free(tmp_path)
    assert first is not None
    assert second is not None
    assert first.name != second.name
