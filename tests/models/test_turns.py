"""Hashing takes its turns: as many at once as there are processors, a short line, and threads left for everybody else."""

import os
import sys
import threading
from pathlib import Path

import pytest

from webapp import create_app, in_force
from webapp.limits import limits_of
from webapp.models import turns
from webapp.models.turns import NICENESS, Busy, Turns, in_turn


def keep_busy(its: Turns) -> threading.Event:
    """Have each of its threads work until told to stop."""
    stop = threading.Event()
    for _ in range(its.hashing._max_workers):
        begun = threading.Event()
        threading.Thread(target=its.take, args=(lambda begun=begun: begun.set() or stop.wait(30),), daemon=True).start()
        assert begun.wait(5)
    return stop


def test_who_has_waited_long_enough_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(in_force, "USUAL", limits_of({"password_wait": 0}))
    its = Turns(1, waiting=1)
    stop = keep_busy(its)
    with pytest.raises(Busy):
        its.take(lambda: "done")
    stop.set()


def test_who_comes_when_the_line_is_full_is_told_at_once() -> None:
    its = Turns(1, waiting=0)
    stop = keep_busy(its)
    with pytest.raises(Busy):
        its.take(lambda: "done")
    stop.set()


def test_what_has_begun_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(in_force, "USUAL", limits_of({"password_wait": 0}))
    assert Turns(1, waiting=0).take(lambda: threading.Event().wait(0.1) or "done") == "done"


def test_turn_is_free_again_after_a_failure() -> None:
    its = Turns(1, waiting=0)
    with pytest.raises(ZeroDivisionError):
        its.take(lambda: 1 // 0)
    assert its.take(lambda: "done") == "done"


@pytest.mark.parametrize(
    ("workers", "threads", "hashing", "waiting"), [(1, 1, 2, 0), (2, 4, 1, 2), (1, 8, 2, 4), (4, 2, 1, 0), (16, 64, 1, 47)]
)
def test_some_of_the_threads_stay_free_for_other_pages(
    workers: int, threads: int, hashing: int, waiting: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "processors", lambda: 2)
    its = Turns.of_worker(workers, threads)
    assert (its.hashing._max_workers, its.places._value) == (hashing, hashing + waiting)


def test_application_of_any_server_has_a_line_as_short_as_its_threads_ask(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "processors", lambda: 2)
    monkeypatch.setattr(turns, "turns", turns.turns)
    for name, value in {"INSTANCE": str(tmp_path), "WORKERS": "2", "THREADS": "8"}.items():
        monkeypatch.setenv(f"LODGE_{name}", value)
    create_app()
    assert (turns.turns.hashing_at_once, turns.turns.waiting) == (1, 5)


def test_pages_go_first() -> None:
    nice = Turns(1, waiting=0).take(lambda: os.getpriority(os.PRIO_PROCESS, threading.get_native_id()))
    usual = os.getpriority(os.PRIO_PROCESS, threading.get_native_id())
    assert nice - usual == (NICENESS if sys.platform == "linux" else 0)


def test_child_of_a_process_that_has_hashed_hashes_too() -> None:
    assert in_turn(lambda: "parent") == "parent"
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.write(writing, in_turn(lambda: b"child"))
        finally:
            os._exit(0)
    os.close(writing)
    os.waitpid(child, 0)
    assert os.read(reading, 5) == b"child"
