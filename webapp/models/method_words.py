"""What somebody logged in with: noted as `password and app code`, read in the reader's words."""

import re

from webapp.languages import _, mark

METHODS = {
    "password": mark("password"),
    "passkey": mark("passkey"),
    "oidc": mark("another provider"),
    "one-time link": mark("one-time link"),
    "app code": mark("app code"),
    "recovery code": mark("recovery code"),
    "trusted browser": mark("trusted browser"),
}
BETWEEN = re.compile(r", | and ")


def methods_in_words(noted: str) -> str:
    """One after the other: "password, app code". What has no words of its own stays as it was noted."""
    return ", ".join(_(METHODS[one]) if one in METHODS else one for one in BETWEEN.split(noted))
