"""What was typed when a log-in had ended or had to be confirmed: kept encrypted, shown again to the same person."""

import base64
import hashlib
import json
from datetime import timedelta
from typing import NamedTuple
from urllib.parse import quote

from cryptography.fernet import Fernet, InvalidToken
from flask import current_app, request, session, url_for
from sqlalchemy import delete, select

from webapp.clock import now
from webapp.database import writing
from webapp.extensions import db
from webapp.in_force import limits
from webapp.models.kept_post import KeptPost
from webapp.models.login_session import new_token, token_hash

Pairs = list[tuple[str, str]]
# An address rides in the session's cookie, which has 1,024 bytes for everything.
LONGEST_ADDRESS = 400
# What pages send along for themselves: nobody has typed it, and its names say nothing to anybody.
OF_PAGES = frozenset({"row_version", "rev", "shown", "packed", "frozen", "csrf_token"})
OF_PAGES_BEGIN = ("_", "f_")


class Kept(NamedTuple):
    """A POST that was not acted on; files are not kept, only what they were called."""

    action: str
    pairs: Pairs
    files: list[str]


def asked_address() -> str:
    """Path and query of this request, quoted as they came: never CR or LF, never another host, never endless."""
    path = "/" + quote(request.path.lstrip("/\\"), safe="/:@!$&'()*+,;=-._~")
    query = quote(request.query_string, safe="/:@!$&'()*+,;=-._~%?")
    asked = f"{path}?{query}" if query else path
    return next((one for one in (asked, path) if len(one) <= LONGEST_ADDRESS), url_for("main.home.index"))


def typed_pairs() -> Pairs:
    """What the person typed into this page, in order, without its token and without any password."""
    return [
        (name, value) for name, value in request.form.items(multi=True) if name != "csrf_token" and "password" not in name.lower()
    ]


def shown_pairs(pairs: Pairs) -> Pairs:
    """Those that can be shown by their names to whoever typed them."""
    named = [(name, value) for name, value in pairs if value and name not in OF_PAGES]
    return [(name, value) for name, value in named if not name.startswith(OF_PAGES_BEGIN)]


def keep_typed(user_id: int | None) -> bool:
    """Store this POST for a person who has to log in again; False when there is nothing to keep."""
    if user_id is None or not typed_pairs():
        return False
    keep(user_id, limits().session_kept_post)
    return True


def keep_blocked(user_id: int) -> None:
    """Store this POST, a bare button as well, for a person who has to confirm first."""
    keep(user_id, limits().confirm_kept_post)


def keep(user_id: int, lives: timedelta) -> None:
    key = new_token()
    files = [file.filename for file in request.files.values() if file.filename]
    body = cipher(key).encrypt(json.dumps([typed_pairs(), files]).encode())
    row = KeptPost(key_hash=token_hash(key), user_id=user_id, path=asked_address(), body=body, expires_at=now() + lives)
    with writing():
        db.session.execute(delete(KeptPost).where(KeptPost.expires_at <= now()))
        db.session.add(row)
    session["kept"] = key
    session["back"] = url_for("auth.resume.show")


def take_kept(user_id: int) -> Kept | None:
    """What this person had sent, or None. It stays until it is too old: a reload shows it again."""
    key = session.get("kept")
    if key is None:
        return None
    fresh = (KeptPost.user_id == user_id) & (KeptPost.expires_at > now())
    found = db.session.scalar(select(KeptPost).where(KeptPost.key_hash == token_hash(key), fresh))
    if found is None:
        return None
    try:
        pairs, files = json.loads(cipher(key).decrypt(found.body))
    except InvalidToken:
        return None
    return Kept(found.path, [(name, value) for name, value in pairs], files)


def cipher(key: str) -> Fernet:
    """Needs both the browser's key and the server's: neither a stolen database nor a stolen cookie reads it."""
    secret = current_app.config["LODGE"].secret_key
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"kept:{secret}:{key}".encode()).digest()))
