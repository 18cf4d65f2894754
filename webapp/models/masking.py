"""Personal data as somebody without `users:personal:read` sees it: enough to tell rows apart, not who it is."""


def masked_name(name: str) -> str:
    """Åsa Öberg → Å. Ö."""
    return " ".join(f"{word[0]}." for word in name.split()) or "–"


def masked_email(email: str) -> str:
    """asa.oberg@example.org → a…@example.org: the domain is the organisation's, the name is the person's."""
    local, _, domain = email.rpartition("@")
    return f"{local[:1]}…@{domain}"


def masked_network(network: str) -> str:
    """203.0.113.7 → 203.0.…, 2001:db8::1 → 2001:db8:…"""
    separator = ":" if ":" in network else "."
    parts = network.split(separator)
    return f"{separator.join(parts[:2])}{separator}…" if len(parts) > 2 else network
