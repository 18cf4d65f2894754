"""What logs people in here: a password, a passkey that is complete, an identity of a provider in force."""

from typing import Any

from sqlalchemy import ColumnElement, column, exists, false, or_, select, table

from webapp.columns import JsonDocument
from webapp.extensions import db
from webapp.in_force import config
from webapp.models.identity import Identity
from webapp.models.passkey import Passkey
from webapp.models.setting_registry import PROVIDERS

# By table: User's own acts ask this module.
people = table("user", column("id"), column("password_hash"))
settings = table("setting", column("name"), column("value", JsonDocument))
STORED = select(settings.c.value).where(settings.c.name == PROVIDERS)


def issuers() -> tuple[str, ...]:
    """Those of the providers in force; the environment wins over the table. None where nobody logs in by one."""
    if "oidc" not in config().login_methods:
        return ()
    fixed = config().oidc_providers
    slugs = {one.slug for one in fixed}
    stored: list[dict[str, Any]] = db.session.connection().execute(STORED).scalar() or []
    return (*(one.issuer for one in fixed), *(row["issuer"] for row in stored if row["slug"] not in slugs))


def can_come_in(person: Any) -> ColumnElement[bool]:
    """The condition that a person has a way to log in; `person` holds the columns of "user"."""
    methods, known = config().login_methods, issuers()
    passkeys = exists().where(Passkey.user_id == person.id, Passkey.is_complete)
    identities = exists().where(Identity.user_id == person.id, Identity.issuer.in_(known))
    return or_(
        person.password_hash.is_not(None) if "password" in methods else false(),
        passkeys if "passkey" in methods else false(),
        identities if known else false(),
    )


def has_way_in(user_id: int) -> bool:
    """Whether somebody could log in once more; inside `writing()`, after what was just changed."""
    db.session.flush()
    found = select(people.c.id).where(people.c.id == user_id, can_come_in(people.c))
    return db.session.connection().execute(found).first() is not None
