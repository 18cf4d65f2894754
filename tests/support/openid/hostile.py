"""A provider of our own that does what a test tells it to: signs wrongly, claims wrongly, answers wrongly."""

import base64
import hashlib
import hmac
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

from joserfc import jws
from joserfc.jwk import RSAKey

from webapp.clock import now
from webapp.providers import Provider

KEY = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})
OTHER = RSAKey.generate_key(2048, {"kid": "other", "use": "sig"})
SECRET = "a secret of this client alone"


@dataclass
class Grant:
    """A code and what it is good for."""

    asked: dict[str, str]
    claims: dict[str, Any]
    is_used: bool = False


@dataclass
class Hostile:
    """`claims` and `header` go into the next tokens (None leaves one out), `sign` makes them, `metadata` is published."""

    issuer: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    header: dict[str, Any] = field(default_factory=dict)
    sign: Callable[[dict[str, Any], bytes], str] = field(default_factory=lambda: signed)
    metadata: dict[str, Any] = field(default_factory=dict)
    about: dict[str, Any] = field(default_factory=dict)
    keys: list[Any] = field(default_factory=lambda: [KEY.as_dict(private=False)])
    grants: dict[str, Grant] = field(default_factory=dict)
    asked_for: list[str] = field(default_factory=list)

    def provider(self, slug: str = "acme", **values: Any) -> Provider:
        given = {"label": "Acme", "issuer": self.issuer, "client_id": "lodge", "client_secret": SECRET}
        return Provider(slug=slug, **(given | values))

    def grant(self, address: str, **answered: str | None) -> str:
        """What its page for `address` sends the browser back to; `answered` replaces parts of the answer."""
        asked = dict(parse_qsl(urlsplit(address).query))
        code = f"code-{len(self.grants)}"
        self.grants[code] = Grant(asked, self.claimed(asked))
        answer = {"code": code, "state": asked["state"], "iss": self.issuer} | answered
        kept = {name: value for name, value in answer.items() if value is not None}
        return f"{urlsplit(asked['redirect_uri']).path}?{urlencode(kept)}"

    def claimed(self, asked: dict[str, str]) -> dict[str, Any]:
        moment = int(now().timestamp())
        usual = {"iss": self.issuer, "sub": "ada", "aud": asked["client_id"], "iat": moment, "exp": moment + 300}
        usual |= {"nonce": asked.get("nonce"), "email": "ada@example.org", "email_verified": True, "name": "Ada Lovelace"}
        if "max_age" in asked:
            usual["auth_time"] = moment
        return {name: value for name, value in (usual | self.claims).items() if value is not None}

    def answer(self, path: str, form: dict[str, str]) -> tuple[int, Any]:
        self.asked_for.append(path)
        if path == "/.well-known/openid-configuration":
            ends = {name: f"{self.issuer}/{name}" for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")}
            return 200, {"issuer": self.issuer, **ends, "userinfo_endpoint": f"{self.issuer}/about"} | self.metadata
        if path == "/jwks_uri":
            return 200, {"keys": self.keys}
        if path == "/about":
            return 200, {"sub": "ada"} | self.about
        return self.token(form) if path == "/token_endpoint" else (404, {})

    def token(self, form: dict[str, str]) -> tuple[int, Any]:
        grant = self.grants.get(form.get("code", ""))
        if grant is None or grant.is_used or challenge_of(form.get("code_verifier", "")) != grant.asked.get("code_challenge"):
            return 400, {"error": "invalid_grant"}
        grant.is_used = True
        header = {"alg": "RS256", "kid": "one"} | self.header
        token = self.sign(header, json.dumps(grant.claims).encode())
        return 200, {"access_token": "open sesame", "token_type": "Bearer", "expires_in": 60, "id_token": token}


def challenge_of(verifier: str) -> str:
    return encoded(hashlib.sha256(verifier.encode()).digest())


def encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def signed(header: dict[str, Any], body: bytes, key: Any = KEY) -> str:
    return jws.serialize_compact(header, body, key)


def signed_by_another(header: dict[str, Any], body: bytes) -> str:
    return signed(header, body, OTHER)


def unsigned(header: dict[str, Any], body: bytes) -> str:
    return f"{encoded(json.dumps(header | {'alg': 'none'}).encode())}.{encoded(body)}."


def with_public_key(header: dict[str, Any], body: bytes) -> str:
    """HS256 under what everybody knows."""
    head = f"{encoded(json.dumps(header | {'alg': 'HS256'}).encode())}.{encoded(body)}"
    return f"{head}.{encoded(hmac.digest(KEY.as_pem(private=False), head.encode(), 'sha256'))}"


def altered(header: dict[str, Any], body: bytes) -> str:
    """Another person under a signature for this one."""
    head, _, signature = signed(header, body).split(".")
    return f"{head}.{encoded(body.replace(b'ada', b'eve'))}.{signature}"


@contextmanager
def hostile() -> Iterator[Hostile]:
    """One, listening."""
    its = Hostile()

    class Handler(BaseHTTPRequestHandler):
        """Asks `its`."""

        def do_GET(self) -> None:
            self.reply({})

        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self.reply({name: values[0] for name, values in parse_qs(raw).items()})

        def reply(self, form: dict[str, str]) -> None:
            status, found = its.answer(urlsplit(self.path).path, form)
            self.send_response(status)
            if 300 <= status < 400:
                self.send_header("Location", found)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(found if isinstance(found, bytes) else json.dumps(found).encode())

        def log_message(self, *words: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    its.issuer = f"http://127.0.0.1:{server.server_address[1]}"
    listening = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    listening.start()
    try:
        yield its
    finally:
        server.shutdown()
        server.server_close()
        listening.join()
