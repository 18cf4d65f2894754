"""What providers publish about themselves: their addresses and their keys, kept for an hour."""

import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from joserfc.errors import JoseError
from joserfc.jwk import JWKRegistry, Key

from webapp.oidc.line import ODD, Line, document
from webapp.oidc.trouble import ProviderTrouble
from webapp.providers import Provider, is_loopback, is_safe

KEPT = 3600.0
# A key that nobody knows has the list read anew, but not by whoever sends a thousand such tokens.
ASKED_AGAIN = 60.0
NEEDED = ("authorization_endpoint", "token_endpoint", "jwks_uri")
KINDS = frozenset({"RSA", "EC", "OKP"})


@dataclass
class Entry:
    """One provider's page of the directory."""

    metadata: dict[str, Any]
    read_at: float
    keys: list[Key] = field(default_factory=list)
    keys_read_at: float | None = None


_entries: dict[str, Entry] = {}


def metadata_of(provider: Provider) -> dict[str, Any]:
    """The discovery document. Raises ProviderTrouble when it cannot be had or is not this issuer's."""
    entry = _entries.get(provider.issuer)
    if entry is None or time.monotonic() - entry.read_at > KEPT:
        entry = _entries[provider.issuer] = Entry(discovered(provider), time.monotonic())
    return entry.metadata


def discovered(provider: Provider) -> dict[str, Any]:
    with Line() as line:
        found = document(line, provider.issuer.rstrip("/") + "/.well-known/openid-configuration")
    if found.get("issuer") != provider.issuer:
        raise ProviderTrouble(ODD, "issuer of another")
    on_loopback = is_loopback(urlsplit(provider.issuer).hostname or "")
    for name in (*NEEDED, "userinfo_endpoint"):
        address = found.get(name)
        if address is None and name not in NEEDED:
            continue
        if not isinstance(address, str) or not is_safe(address, on_loopback=on_loopback):
            raise ProviderTrouble(ODD, f"unsafe {name}")
    return found


def key_of(provider: Provider, header: dict[str, Any]) -> Key:
    """The key with which a token says that it was signed. Raises ProviderTrouble for one that the provider has not."""
    address = metadata_of(provider)["jwks_uri"]
    entry = _entries[provider.issuer]
    found = chosen(entry.keys, header)
    age = None if entry.keys_read_at is None else time.monotonic() - entry.keys_read_at
    if age is None or age > KEPT or (found is None and age > ASKED_AGAIN):
        entry.keys_read_at = time.monotonic()
        entry.keys = published(address)
        found = chosen(entry.keys, header)
    if found is None:
        raise ProviderTrouble(ODD, "unknown key")
    return found


def published(address: str) -> list[Key]:
    """The public keys that sign. What is no such key is passed over: others may use the list as well."""
    with Line() as line:
        listed = document(line, address).get("keys")
    found = []
    for one in listed if isinstance(listed, list) else []:
        if isinstance(one, dict) and one.get("kty") in KINDS and one.get("use", "sig") == "sig":
            try:
                found.append(JWKRegistry.import_key(one))
            except (JoseError, ValueError, TypeError, KeyError):
                continue
    return found


def chosen(keys: list[Key], header: dict[str, Any]) -> Key | None:
    """By its id; a token that names none is from a provider that has just one."""
    if "kid" in header:
        return next((key for key in keys if key.kid == header["kid"]), None)
    return keys[0] if len(keys) == 1 else None


def forget() -> None:
    """Have everything read anew."""
    _entries.clear()
