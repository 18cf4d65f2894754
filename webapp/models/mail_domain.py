"""Domains of mail addresses as they are compared: IDNA and casefolded, exactly; a leading dot means the subdomains."""

import re

from webapp.languages import _

LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
DOMAIN = re.compile(rf"{LABEL}(\.{LABEL})+")
MOST = 200


def ascii_domain(typed: str) -> str:
    """bücher.example → xn--bcher-kva.example; what IDNA does not know stays as typed."""
    try:
        return typed.strip().rstrip(".").encode("idna").decode("ascii").casefold()
    except UnicodeError:
        return typed.strip().rstrip(".").casefold()


def listed(text: str) -> list[str]:
    """The entries of a list, one a line or between commas, as they are compared."""
    entries = [entry for entry in re.split(r"[\s,;]+", text) if entry]
    return [f".{ascii_domain(entry[1:])}" if entry.startswith(".") else ascii_domain(entry) for entry in entries]


def is_listed(email: str, text: str) -> bool:
    """Whether an address lies in one of the listed domains."""
    domain = ascii_domain(email.rpartition("@")[2])
    return any(domain.endswith(entry) if entry.startswith(".") else domain == entry for entry in listed(text))


def check_domains(typed: str) -> str:
    """The list as it is stored, one a line. Raises ValueError with a sentence."""
    entries = [entry for entry in re.split(r"[\s,;]+", typed) if entry]
    wrong = next((entry for entry in entries if not DOMAIN.fullmatch(ascii_domain(entry.removeprefix(".")))), None)
    if wrong is not None:
        raise ValueError(_("“%(typed)s” is no domain. Write it like example.org or .example.org.", typed=wrong[:80]))
    if len(entries) > MOST:
        raise ValueError(_("Use %(most)s domains or fewer.", most=MOST))
    return "\n".join(entries)
