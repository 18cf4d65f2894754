"""Second factors for tests: an app whose codes the test can compute, recovery codes, and the pages that ask."""

from dataclasses import dataclass
from functools import cache

import pyotp
from flask import current_app

from tests.support.browser import Browser
from tests.support.make import PASSWORD
from tests.support.stage import saving
from webapp.clock import now
from webapp.models.recovery_code import RecoveryCode, codes_of, hashes_of
from webapp.models.totp import SECONDS, Totp, in_letters
from webapp.models.user import User
from webapp.sealing import Sealing

SEED = b"s" * 32


@dataclass(frozen=True)
class App:
    """Somebody's authenticator app."""

    secret: bytes = b"s" * 20

    def code(self, steps: int = 0) -> str:
        """The code that it shows now, or so many steps later."""
        return pyotp.TOTP(in_letters(self.secret)).generate_otp(int(now().timestamp()) // SECONDS + steps)


@cache
def hashed() -> tuple[str, ...]:
    """Slow, so once per worker."""
    return tuple(hashes_of(codes_of(SEED)))


def give_app(user: User, *, codes: bool = True) -> App:
    """Bind an app that has not been used yet, and recovery codes of SEED."""
    app = App()
    hashes = list(hashed()) if codes else []
    with saving():
        Totp.enrol(user.id, app.secret, 0, Sealing(current_app.config["LODGE"].signing_keys))
        RecoveryCode.replace(user.id, hashes)
    return app


def first_step(browser: Browser, user: User, **more: bool) -> Browser:
    """Email and password."""
    return browser.open("/login").fill({"Email": user.email, "Password": PASSWORD, **more}).press("Log in")


def second_step(browser: Browser, code: str, *, trust: bool = False) -> Browser:
    filled = {"Code": code, "Don't ask again on this device for 30 days": True} if trust else {"Code": code}
    return browser.fill(filled).press("Log in")
