"""How long a known and an unknown address take, on each page where a stranger may type one: the gap is what would tell."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from statistics import median
from time import perf_counter
from typing import NamedTuple
from unittest.mock import patch
from uuid import uuid4

from flask import Flask

from tests.bench.stage import lodges
from tests.support.browser import Browser
from webapp.database import writing
from webapp.models import User, password
from webapp.models.password import make_hash

PAIRS = 500
# Both sides make one hash, and that one varies by more than all the rest takes: it is made a small one here.
SMALL = "scrypt:1024:8:1"
MOST = 5.0  # milliseconds
# Opens a page, types the address, and gives back the button that sends it.
Page = Callable[[Browser, str], str]


class Seen(NamedTuple):
    """What somebody can tell an answer by."""

    milliseconds: float
    status: int
    page: str

    def size(self, address: str) -> int:
        return len(self.page.replace(address, ""))


def run() -> Iterator[str]:
    with patch.object(password, "METHOD", SMALL), lodges(("sqlite", "postgresql")) as benches:
        for bench in benches:
            app = bench.app
            app.config["LODGE"] = replace(app.config["LODGE"], smtp_url="smtp://127.0.0.1:9")
            for name, page in PAGES.items():
                gap, known, unknown, is_same = measured(app, name, page)
                medians = f"known {known:.2f} ms, unknown {unknown:.2f} ms, median gap {gap:+.2f} ms"
                alike = "equal status and length" if is_same else "NOT EQUAL in status or length"
                yield f"{name}, {bench.name}, {PAIRS} pairs: {medians}, {alike}   (asked: ≤ {MOST:.0f})"


def measured(app: Flask, name: str, page: Page) -> tuple[float, float, float, bool]:
    """Median of the gaps and of each side, in milliseconds, and whether the answers are alike.

    Each pair comes from a network of its own.
    """
    pairs, is_same = [], True
    for number, known in enumerate(known_people(app, PAIRS)):
        network, unknown = f"10.{len(name)}.{number >> 8}.{number & 255}", f"{uuid4().hex}@example.org"
        # Who comes second finds the caches warm: they take turns.
        order = (known, unknown) if number % 2 else (unknown, known)
        seen = {address: answered(app, page, address, network) for address in order}
        pairs.append((seen[known].milliseconds, seen[unknown].milliseconds))
        # What was typed comes back in it.
        is_same &= seen[known].status == seen[unknown].status and seen[known].size(known) == seen[unknown].size(unknown)
    sides = list(zip(*pairs, strict=True))
    return median(known - unknown for known, unknown in pairs), median(sides[0]), median(sides[1]), is_same


def known_people(app: Flask, number: int) -> list[str]:
    addresses, hash_ = [f"{uuid4().hex}@example.org" for _ in range(number)], make_hash("what nobody types here")
    with app.app_context(), writing() as session:
        session.add_all(User(name="Ada Example", email=address, password_hash=hash_) for address in addresses)
    return addresses


def answered(app: Flask, page: Page, address: str, network: str) -> Seen:
    browser = Browser(app)
    browser.client.environ_base["REMOTE_ADDR"] = network
    button = page(browser, address)
    begun = perf_counter()
    browser.press(button)
    return Seen((perf_counter() - begun) * 1000, browser.status, browser.response.get_data(as_text=True))


def log_in(browser: Browser, address: str) -> str:
    browser.open("/login").fill({"Email": address, "Password": "something else"})
    return "Log in"


def sign_up(browser: Browser, address: str) -> str:
    browser.open("/signup").fill({"Email": address})
    return "Sign up"


def resend(browser: Browser, address: str) -> str:
    browser.press(sign_up(browser, address))
    return "Send it again"


def reset(browser: Browser, address: str) -> str:
    browser.open("/forgot-password").fill({"Email": address})
    return "Send the link"


PAGES: dict[str, Page] = {"log-in": log_in, "sign-up": sign_up, "resend": resend, "reset": reset}
