"""The code that stands beside a link in a mail: eight letters, for the browser that asked and for a short while."""

import hmac
import secrets

from sqlalchemy import select, update

from webapp.clock import now
from webapp.extensions import db
from webapp.in_force import limits
from webapp.models.link import Link
from webapp.models.login_session import token_hash

# No vowels, so that no word comes out; no letter that is taken for another or for a digit.
ALPHABET = "BCDFGHJKLMNPQRSTVWXZ"
LENGTH = 8


def add_code(link: Link, browser: str) -> str:
    """Give a link a code for the browser that holds this token; returns it as people read it, BCDF-GHJK."""
    code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    link.browser_hash, link.code_hash = token_hash(browser), code_hash(browser, code)
    link.code_expires_at, link.code_tries = now() + limits().code_life, 0
    return f"{code[:4]}-{code[4:]}"


def code_hash(browser: str, code: str) -> str:
    """With the browser's 256 bits in it: eight letters by themselves could be guessed from their hash."""
    return token_hash(f"{browser}:{code}")


def asked_by(browser: str) -> Link | None:
    """What the browser with this token asked for last, while its link can be used."""
    usable = (Link.browser_hash == token_hash(browser)) & Link.used_at.is_(None) & (Link.expires_at > now())
    return db.session.scalar(select(Link).where(usable).order_by(Link.id.desc()).limit(1))


def use_code(browser: str, typed: str) -> Link | None:
    """The link that this code belongs to, for exactly one caller and within its tries; inside `writing()`.

    A wrong code, one too late, and one for another browser look the same, and each is a try.
    """
    link = asked_by(browser)
    if link is None or link.code_expires_at is None or link.code_expires_at <= now():
        return None
    trying = update(Link).where(Link.id == link.id, Link.code_tries < limits().code_tries).values(code_tries=Link.code_tries + 1)
    if not db.session.execute(trying).rowcount:  # type: ignore[attr-defined]
        return None
    letters = "".join(letter for letter in typed.upper() if letter in ALPHABET)
    is_right = hmac.compare_digest(code_hash(browser, letters), link.code_hash or "")
    return link if is_right and link.use() else None
