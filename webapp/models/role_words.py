"""What roles and the states of an account are called when people read them."""

from functools import lru_cache

from webapp.kinds.wording import upper_first
from webapp.languages import _, mark, spoken
from webapp.models.permissions import Role

# As within a sentence; where one stands alone its first letter is large.
ROLES: dict[str, str] = {
    Role.OWNER: mark("owner"),
    Role.ADMIN: mark("admin"),
    Role.STAFF: mark("staff"),
    Role.AUDITOR: mark("auditor"),
    Role.MEMBER: mark("member"),
}
STATUSES = {
    "active": mark("active"),
    "pending": mark("pending"),
    "suspended": mark("suspended"),
    "deleted": mark("deleted"),
    "erased": mark("erased"),
}


def role_in_words(role: str) -> str:
    """Owner, in the language that is spoken."""
    return standing_alone(spoken())[role]


def role_within(role: str) -> str:
    """owner, as it stands in a sentence."""
    return _(ROLES[role])


def status_in_words(status: str) -> str:
    """Suspended, in the language that is spoken."""
    return standing_alone(spoken())[status]


@lru_cache(maxsize=16)
def standing_alone(language: str) -> dict[str, str]:
    """Every role and status as it is called in the language that is spoken: lists look hundreds of them up."""
    return {stored: upper_first(_(words)) for stored, words in {**ROLES, **STATUSES}.items()}
