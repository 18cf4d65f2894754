"""In which order a log-in takes its tries: what one person uses up is not even lent from their network."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from webapp.clock import now
from webapp.models.counter import Tried
from webapp.models.log_in_tries import LogInTries


class SeenTries:
    """Counts in memory and keeps which counters were touched, as parallel tries would see them."""

    def __init__(self) -> None:
        self.counts: dict[str, Tried] = {}
        self.touched: list[str] = []

    def add(self, key: str, window: timedelta) -> Tried:
        n = self.counts[key].n if key in self.counts else 0
        self.counts[key] = Tried(n + 1, now() + window)
        self.touched.append(key)
        return self.counts[key]

    def take_back(self, keys: Iterable[str]) -> None:
        for key in keys:
            self.counts[key] = Tried(self.counts[key].n - 1, self.counts[key].expires_at)
            self.touched.append(key)

    def current(self, keys: Iterable[str]) -> Mapping[str, Tried]:
        return {key: self.counts[key] for key in keys if key in self.counts}

    def forget(self, key: str) -> None:
        self.counts.pop(key, None)


def take(tries: SeenTries) -> bool:
    return LogInTries(tries, identifier="ada@example.org", network="192.0.2.1", is_known=False).take()


def test_try_past_its_pair_touches_nothing_of_its_network() -> None:
    tries = SeenTries()
    assert [take(tries) for _ in range(10)] == [True] * 10
    tries.touched.clear()
    assert take(tries) is False
    assert {key.split(":")[0] for key in tries.touched} == {"login-pair"}
    assert [tried.n for tried in tries.counts.values()] == [10] * len(tries.counts)
