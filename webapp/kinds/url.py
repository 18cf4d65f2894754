"""Web address: http and https only, its host as browsers ask for it, and no password in it."""

import re
from datetime import date
from ipaddress import ip_address
from typing import Any
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

import idna

from webapp.kinds import cleaning
from webapp.kinds.drawing import Drawing
from webapp.kinds.kind import Asked, Kind, Shown, typed_text
from webapp.kinds.settings import SettingsInputs
from webapp.kinds.text import too_long
from webapp.kinds.wording import enter, subject
from webapp.kinds.wrong import Wrong
from webapp.languages import _, _l

LONGEST = 2_000
EXAMPLE = "https://example.org/pottery"
_SCHEME = re.compile(r"([a-z][a-z0-9+.\-]*):(?![0-9]+(?:[/?#]|$))", re.IGNORECASE)
_UNSAFE = re.compile(r"[\s<>\"\\^`{|}\ufffd]")
_LABELS = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")
# What stays as it is in a path, a query and a fragment; everything else is percent-encoded.
_KEPT = "%/:?#[]@!$&'()*+,;=~"


class UrlSettings(SettingsInputs):
    """A web address has no settings of its own."""


class Url(Kind):
    """Values are absolute addresses in ASCII: "https://example.org/pottery"."""

    name = "url"
    title = _l("Web address")
    description = _l("The address of a page; its form is checked.")
    example = _l("https://example.org/pottery")
    settings_inputs = UrlSettings

    def drawing(self, asked: Asked) -> Drawing:
        return Drawing(type="url", inputmode="url")

    def parse(self, asked: Asked, raw: Any, today: date) -> str | None:
        text = cleaning.line(typed_text(raw))
        if not text:
            if asked.required:
                raise Wrong(enter(asked))
            return None
        if len(text) > LONGEST:
            raise Wrong(too_long(subject(asked), LONGEST))
        address = normalised(asked, text)
        if len(address) > LONGEST:
            raise Wrong(too_long(subject(asked), LONGEST))
        return address

    def keys(self, asked: Asked, value: str) -> tuple[str, ...]:
        return (cleaning.key(value),)

    def display(self, asked: Asked, value: str) -> Shown:
        return Shown("link", (value,))

    def json_schema(self, asked: Asked) -> dict[str, Any]:
        return {"type": "string", "format": "uri", "pattern": "^https?://", "maxLength": LONGEST}


def normalised(asked: Asked, text: str) -> str:
    """Who leaves out https:// means it; every other scheme is refused, for staff will follow the link."""
    scheme = _SCHEME.match(text)
    if scheme and scheme[1].lower() not in ("http", "https"):
        raise Wrong(_("%(answer)s must begin with https:// or http://", answer=subject(asked)))
    try:
        parts = urlsplit(text if scheme else f"https://{text.lstrip('/')}")
        host, port = _host(parts.hostname or ""), parts.port
    except ValueError:
        host, port, parts = "", None, SplitResult("", "", "", "", "")
    if not host or _UNSAFE.search(text):
        raise Wrong(_("%(answer)s must be a web address like %(example)s", answer=subject(asked), example=EXAMPLE))
    if "@" in parts.netloc:
        raise Wrong(_("%(answer)s must be without a user name or password", answer=subject(asked)))
    place = host if port is None else f"{host}:{port}"
    path, query, fragment = (quote(part, safe=_KEPT) for part in (parts.path, parts.query, parts.fragment))
    return urlunsplit((parts.scheme, place, path, query, fragment))


def _host(host: str) -> str:
    """A name as browsers ask for it, xn--bcher-kva.example, or an address of four numbers; "" for what is neither."""
    if ":" in host:
        return f"[{ip_address(host).compressed}]"
    if re.fullmatch(r"[0-9.]+", host):
        return str(ip_address(host))
    name = idna.encode(host.rstrip("."), uts46=True, std3_rules=False).decode("ascii") if not host.isascii() else host.rstrip(".")
    return name if len(name) <= 253 and _LABELS.fullmatch(name) else ""
