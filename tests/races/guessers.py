"""Many browsers with a page of their own, all of which press Log in at the same moment on a live server."""

import http.client
import re
import threading
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

PATIENCE = 240
AGAIN = 0.2
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
# What differs between two answers to the same question: nonces, tokens, request ids.
FRESH = re.compile(r'(nonce|value|content)="[^"]*"')


@dataclass(frozen=True)
class Answer:
    """What came back, without what is fresh in every answer."""

    status: int
    page: str
    headers: Mapping[str, str]


@dataclass
class Guesser:
    """A browser; `headers` go with everything that it sends, and `cookies` are what it holds."""

    url: str
    email: str
    headers: dict[str, str] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""

    def open(self) -> "Guesser":
        found = TOKEN.search(self.send("GET", "").page_as_sent)
        assert found is not None
        self.token = found[1]
        return self

    def guess(self, password: str) -> Answer:
        """A server that is busy hashing says so: a person then presses again."""
        while (answer := self.press(password)).status == 503:
            time.sleep(AGAIN)
        return answer

    def press(self, password: str) -> Answer:
        fields = {"csrf_token": self.token, "email": self.email, "password": password}
        return self.send("POST", urlencode(fields)).answer

    def send(self, method: str, body: str) -> "Sent":
        where = urlsplit(self.url)
        connection = http.client.HTTPConnection("127.0.0.1", where.port, timeout=PATIENCE)
        held = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        kind = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        connection.request(method, "/login", body or None, {"Host": where.netloc, "Cookie": held, **kind, **self.headers})
        came = connection.getresponse()
        text = came.read().decode()
        connection.close()
        for cookie in came.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        headers = {name.lower(): value for name, value in came.headers.items()}
        same = FRESH.sub("", text).replace(headers["x-request-id"], "")
        return Sent(Answer(came.status, same, headers), text)


@dataclass(frozen=True)
class Sent:
    answer: Answer
    page_as_sent: str


def at_once(guessers: Sequence[Guesser], password: str = "not the password") -> list[Answer]:
    """All of them press in the same moment."""
    opened, barrier = [one.open() for one in guessers], threading.Barrier(len(guessers))

    def press(one: Guesser) -> Answer:
        barrier.wait(PATIENCE)
        return one.guess(password)

    with ThreadPoolExecutor(len(opened)) as pool:
        return list(pool.map(press, opened))
