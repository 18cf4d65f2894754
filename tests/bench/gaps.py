"""How long a known and an unknown address take, on each page where a stranger may type one: the gap is what would tell."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from statistics import median
from time import perf_counter
from uuid import uuid4

from flask import Flask

from tests.bench.stage import lodges
from tests.support.browser import Browser
from webapp.database import writing
from webapp.models import User
from webapp.models.password import make_hash

PAIRS = {"log-in": 25, "sign-up": 500, "resend": 500, "reset": 500}
MOST = 5.0  # milliseconds
# Opens a page, types the address, and gives back the button that sends it.
Page = Callable[[Browser, str], str]


def run() -> Iterator[str]:
    with lodges(("sqlite", "postgresql")) as benches:
        for bench in benches:
            app = bench.app
            app.config["LODGE"] = replace(app.config["LODGE"], smtp_url="smtp://127.0.0.1:9")
            for name, page in PAGES.items():
                gap, known, unknown = measured(app, name, page)
                medians = f"known {known:.2f} ms, unknown {unknown:.2f} ms, median gap {gap:+.2f} ms"
                yield f"{name}, {bench.name}, {PAIRS[name]} pairs: {medians}   (asked: ≤ {MOST:.0f})"


def measured(app: Flask, name: str, page: Page) -> tuple[float, float, float]:
    """Median of the gaps and of each side, in milliseconds. Each pair comes from a network of its own."""
    pairs = []
    for number, known in enumerate(known_people(app, PAIRS[name])):
        network, unknown = f"10.{len(name)}.{number >> 8}.{number & 255}", f"{uuid4().hex}@example.org"
        # Who comes second finds the caches warm: they take turns.
        order = (known, unknown) if number % 2 else (unknown, known)
        spent = {address: milliseconds(app, page, address, network) for address in order}
        pairs.append((spent[known], spent[unknown]))
    sides = list(zip(*pairs, strict=True))
    return median(known - unknown for known, unknown in pairs), median(sides[0]), median(sides[1])


def known_people(app: Flask, number: int) -> list[str]:
    addresses, hash_ = [f"{uuid4().hex}@example.org" for _ in range(number)], make_hash("what nobody types here")
    with app.app_context(), writing() as session:
        session.add_all(User(name="Ada Example", email=address, password_hash=hash_) for address in addresses)
    return addresses


def milliseconds(app: Flask, page: Page, address: str, network: str) -> float:
    browser = Browser(app)
    browser.client.environ_base["REMOTE_ADDR"] = network
    button = page(browser, address)
    begun = perf_counter()
    browser.press(button)
    return (perf_counter() - begun) * 1000


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
