"""OpenID providers as somebody wrote them down: read and checked, each mistake in a sentence."""

import ipaddress
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from webapp.languages import _

SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
# Roles that a provider's groups can give. No provider makes an owner, and an administrator only where an owner says so.
MAPPED_ROLES = ("admin", "staff", "auditor")
LONGEST = {"label": 60, "issuer": 255, "client_id": 255, "client_secret": 512, "group_claim": 100}
WORDS = ("label", "issuer", "client_id", "client_secret", "group_claim")
KNOWN = frozenset({"slug", "trusted", "groups", "roles", *WORDS})


@dataclass(frozen=True)
class Provider:
    """Somebody else who says who people are. `slug` is its name in addresses.

    `is_trusted`: its word counts as both steps of a log-in, and for addresses of which it does not say whether they are
    proven. `groups` and `roles` map what its group claim holds to names of groups and to roles here.
    """

    slug: str
    label: str
    issuer: str
    client_id: str
    client_secret: str = field(default="", repr=False)
    is_trusted: bool = False
    group_claim: str = "groups"
    groups: Mapping[str, str] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)


def provider_of(given: Any) -> Provider:
    """One provider out of an object. Raises ValueError with a sentence."""
    if not isinstance(given, dict) or set(given) - KNOWN:
        raise ValueError(f"A provider is an object with some of: {', '.join(sorted(KNOWN))}.")
    values: dict[str, Any] = {name: text_of(given, name) for name in WORDS if name in given}
    slug = str(given.get("slug", ""))
    if not SLUG.fullmatch(slug):
        raise ValueError("The slug of a provider holds small letters, digits and hyphens, 40 at most.")
    for name in ("issuer", "client_id"):
        if not values.get(name):
            raise ValueError(f"The provider {slug} has no {name}.")
    if not is_safe(values["issuer"]):
        raise ValueError(_("The issuer of %(slug)s is an address that begins with https://, without ? and #.", slug=slug))
    values["label"] = values.get("label") or slug
    if not isinstance(given.get("trusted", False), bool):
        raise ValueError(f"trusted of {slug} is true or false.")
    maps: dict[str, Any] = {name: mapping_of(slug, name, given.get(name, {})) for name in ("groups", "roles")}
    if set(maps["roles"].values()) - set(MAPPED_ROLES):
        raise ValueError(_("roles of %(slug)s name one of: %(roles)s.", slug=slug, roles=", ".join(MAPPED_ROLES)))
    return Provider(slug=slug, is_trusted=given.get("trusted", False), **values, **maps)


def text_of(given: Mapping[str, Any], name: str) -> str:
    value = given[name]
    if not isinstance(value, str) or len(value) > LONGEST[name] or not value.isprintable():
        raise ValueError(f"{name} of a provider is a line of at most {LONGEST[name]} characters.")
    return value.strip()


def mapping_of(slug: str, name: str, value: Any) -> dict[str, str]:
    if not isinstance(value, dict) or not all(isinstance(one, str) for pair in value.items() for one in pair):
        raise ValueError(f"{name} of {slug} is an object of texts.")
    return dict(value)


def providers_of(text: str) -> tuple[Provider, ...]:
    """Several of them out of a JSON list. Raises ValueError with a sentence."""
    try:
        given = json.loads(text)
    except ValueError as error:
        raise ValueError("This is no JSON.") from error
    if not isinstance(given, list):
        raise ValueError("Write a list, even for one provider.")
    found = tuple(provider_of(one) for one in given)
    for name in ("slug", "issuer"):
        if len({getattr(one, name) for one in found}) < len(found):
            raise ValueError(f"Two providers have the same {name}.")
    return found


def is_safe(address: str, *, on_loopback: bool | None = None) -> bool:
    """Whether an address may be asked: https, or http on this very machine while `on_loopback` does not forbid it."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return False
    if (
        not host
        or port == 0
        or parts.fragment
        or parts.username is not None
        or not address.isascii()
        or not address.isprintable()
    ):
        return False
    if any(character in address for character in " \"'<>;\\"):
        return False
    is_plain = parts.scheme == "http" and is_loopback(host) and on_loopback is not False
    return (parts.scheme == "https" or is_plain) and (on_loopback is not None or not parts.query)


def is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
