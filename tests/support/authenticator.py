"""An authenticator in software: makes passkeys and signs with them, rightly or in whatever wrong way a test asks for."""

import hashlib
import json
import secrets
from dataclasses import dataclass, field, replace
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

from tests.support.browser import HOME, Browser

UP, UV, BE, AT = 0x01, 0x04, 0x08, 0x40


@dataclass
class Key:
    """One passkey on the authenticator's side."""

    private: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    credential_id: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    handle: bytes = b""
    counter: int = 0

    @property
    def attested(self) -> AttestedCredentialData:
        return AttestedCredentialData.create(
            b"\0" * 16, self.credential_id, ES256.from_cryptography_key(self.private.public_key())
        )


@dataclass(frozen=True)
class Ways:
    """How the ceremony is done; each can be got wrong."""

    origin: str = HOME
    rp_id: str = "localhost"
    kind: str = ""
    flags: int = UP | UV
    challenge: bytes | None = None
    cross_origin: bool = False
    more: dict[str, Any] = field(default_factory=dict)
    is_altered: bool = False
    handle: bytes | None = None
    counter: int | None = None
    algorithm: int = -7
    is_kept: bool = True


RIGHT = Ways()


def wrongly(**values: Any) -> Ways:
    return replace(RIGHT, **values)


def client_data(kind: str, options: dict[str, Any], ways: Ways) -> bytes:
    challenge = options["challenge"] if ways.challenge is None else websafe_encode(ways.challenge)
    document = {"type": ways.kind or kind, "challenge": challenge, "origin": ways.origin, "crossOrigin": ways.cross_origin}
    return json.dumps(document | ways.more).encode()


def rp_hash(ways: Ways) -> bytes:
    return hashlib.sha256(ways.rp_id.encode()).digest()


def make(key: Key, options: dict[str, Any], ways: Ways = RIGHT) -> dict[str, Any]:
    """What `navigator.credentials.create` gives, as `toJSON` writes it."""
    key.handle = websafe_decode(options["user"]["id"])
    attested = bytes(key.attested)
    if ways.algorithm != -7:
        cose = dict(key.attested.public_key) | {3: ways.algorithm}
        attested = bytes(AttestedCredentialData.create(b"\0" * 16, key.credential_id, cose))
    data = AuthenticatorData.create(rp_hash(ways), ways.flags | AT, ways.counter or key.counter, attested)
    response = {
        "clientDataJSON": websafe_encode(client_data("webauthn.create", options, ways)),
        "attestationObject": websafe_encode(AttestationObject.create("none", data, {})),
        "transports": ["internal", "hybrid"],
    }
    return answer(key, response) | {"clientExtensionResults": {"credProps": {"rk": ways.is_kept}}}


def sign(key: Key, options: dict[str, Any], ways: Ways = RIGHT) -> dict[str, Any]:
    """What `navigator.credentials.get` gives."""
    data = AuthenticatorData.create(rp_hash(ways), ways.flags, key.counter if ways.counter is None else ways.counter)
    client = client_data("webauthn.get", options, ways)
    signature = key.private.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
    if ways.is_altered:
        client = client.replace(b'"crossOrigin": false', b'"crossOrigin":  false')
    response = {
        "clientDataJSON": websafe_encode(client),
        "authenticatorData": websafe_encode(data),
        "signature": websafe_encode(signature),
        "userHandle": websafe_encode(key.handle if ways.handle is None else ways.handle),
    }
    return answer(key, response)


def answer(key: Key, response: dict[str, Any]) -> dict[str, Any]:
    id_ = websafe_encode(key.credential_id)
    return {"id": id_, "rawId": id_, "type": "public-key", "response": response, "clientExtensionResults": {}}


# What the page's script does: it asks for the options, and sends the answer in the form's hidden field.


def options_for(browser: Browser, path: str) -> dict[str, Any]:
    found = browser.send("GET", path)
    assert found.status_code == 200, (path, found.status_code)
    return dict(found.json or {})


def creation_options(browser: Browser) -> dict[str, Any]:
    token = browser.open("/account/passkeys/new").csrf_token
    found = browser.send("POST", "/account/passkeys/options", {"csrf_token": token}, headers={"Origin": HOME})
    assert found.status_code == 200, found.status_code
    return dict(found.json or {})


def send(browser: Browser, credential: dict[str, Any] | str, button: str) -> Browser:
    """Press the button of the passkey form on the open page, its hidden field filled in."""
    box = next(one for one in browser.page.every("input") if one.get("name") == "credential")
    box.set("value", credential if isinstance(credential, str) else json.dumps(credential))
    return browser.press(button)


def enrol(browser: Browser, ways: Ways = RIGHT, key: Key | None = None) -> Key:
    """Add a passkey to whoever is logged in."""
    key = key or Key()
    credential = make(key, creation_options(browser), ways)
    send(browser.open("/account/passkeys/new"), credential, "Add a passkey")
    return key


def log_in_with(browser: Browser, key: Key, ways: Ways = RIGHT) -> Browser:
    browser.open("/login")
    return send(browser, sign(key, options_for(browser, "/login/passkey"), ways), "Use a passkey")
