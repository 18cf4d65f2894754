"""Workers of a live server, and a hand that kills them at random while people send."""

import http.client
import random
import signal
import threading
import time
from dataclasses import dataclass, field
from os import kill
from pathlib import Path
from urllib.parse import urlencode, urlsplit
from uuid import UUID

PATIENCE = 30
WORKERS = 2


def children(pid: int) -> list[int]:
    """The living processes that a process has started, from Linux's own list."""
    found = [one for path in Path(f"/proc/{pid}/task").glob("*/children") for one in path.read_text().split()]
    return [int(one) for one in found if is_alive(one)]


def is_alive(pid: str) -> bool:
    """Not one that has ended and that nobody has asked about yet."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@dataclass(frozen=True)
class Person:
    """Somebody with a browser: their cookie, their page's token, and the drafts that they will send."""

    cookie: str
    token: str
    drafts: tuple[UUID, ...]


@dataclass
class Rush:
    """Everybody sends their drafts, again and again until each is acknowledged, while workers are killed."""

    url: str
    version_id: int
    server: int
    seed: int
    acknowledged: dict[UUID, str] = field(default_factory=dict)
    failures: int = 0
    kills: int = 0

    def run(self, people: list[Person], *, kills: int) -> None:
        total = sum(len(one.drafts) for one in people)
        senders = [threading.Thread(target=self.send_all, args=(one,)) for one in people]
        hand = threading.Thread(target=self.kill_at_random, args=(total, kills))
        for thread in (*senders, hand):
            thread.start()
        for thread in (*senders, hand):
            thread.join()

    def send_all(self, person: Person) -> None:
        for draft_id in person.drafts:
            deadline = time.monotonic() + PATIENCE
            while draft_id not in self.acknowledged and time.monotonic() < deadline:
                try:
                    self.acknowledged[draft_id] = self.send(person, draft_id)
                except (OSError, http.client.HTTPException):
                    self.failures += 1
                    time.sleep(0.02)

    def send(self, person: Person, draft_id: UUID) -> str:
        """One press of Send: where it leads. Anything but a confirmation counts as no answer."""
        connection = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=10)
        fields = {"csrf_token": person.token, "_v": self.version_id, "_rev": 1}
        headers = {"Cookie": person.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        try:
            connection.request("POST", f"/drafts/{draft_id}/submit", urlencode(fields), headers)
            answer = connection.getresponse()
            place = answer.getheader("Location", "")
            if answer.status != 303 or "/submissions/" not in place:
                raise http.client.HTTPException(f"{answer.status} {place}")
            return place.rpartition("/")[2]
        finally:
            connection.close()

    def kill_at_random(self, total: int, kills: int) -> None:
        """Kill -9 one worker at random moments spread over the whole rush.

        It is the older one: granian takes the same worker's second end within 5.5 s for a crash loop and gives up.
        """
        chance = random.Random(self.seed)
        for moment in sorted(chance.randrange(total) for _ in range(kills)):
            deadline = time.monotonic() + PATIENCE
            while (len(self.acknowledged) < moment or len(self.workers()) < WORKERS) and time.monotonic() < deadline:
                time.sleep(0.002)
            time.sleep(chance.random() * 0.02)
            kill(self.workers()[0], signal.SIGKILL)
            self.kills += 1

    def workers(self) -> list[int]:
        """Oldest first: Linux counts its processes upwards."""
        return sorted(children(self.server))
