"""OpenID providers as the settings hold them: each an object, its secret sealed."""

from contextlib import suppress
from typing import Any

from webapp.clock import now
from webapp.extensions import db
from webapp.languages import _, mark
from webapp.models.event import Event
from webapp.models.owners import check_owner_remains, has_usable_owner, hold_owners
from webapp.models.permissions import Permission, Refused, Role, authorize
from webapp.models.person import Person
from webapp.models.setting import Setting, current
from webapp.models.setting_registry import PROVIDERS
from webapp.models.standing import standing
from webapp.providers import Provider, provider_of
from webapp.sealing import Sealing

SEALED_FOR = "oidc client"
ONLY_OWNERS = mark("Only an owner can have a provider make administrators.")


def opened(row: dict[str, Any], sealing: Sealing) -> Provider:
    """A provider out of the table. A secret that no key opens is none: the provider will refuse us, and says so."""
    given = {name: value for name, value in row.items() if name != "sealed_secret"}
    secret = sealing.open(str(row.get("sealed_secret", "")).encode(), SEALED_FOR, row["slug"])
    return provider_of(given | {"client_secret": secret.decode() if secret else ""})


def closed(provider: Provider, sealing: Sealing) -> dict[str, Any]:
    """What the table keeps of it."""
    row: dict[str, Any] = {name: getattr(provider, name) for name in ("slug", "label", "issuer", "client_id", "group_claim")}
    row |= {"trusted": provider.is_trusted, "groups": dict(provider.groups), "roles": dict(provider.roles)}
    if provider.client_secret:
        row["sealed_secret"] = sealing.close(provider.client_secret.encode(), SEALED_FOR, provider.slug).decode()
    return row


def renewed(row: dict[str, Any], sealing: Sealing) -> dict[str, Any]:
    """The same row, its secret under the newest key; left as it is when no key opens it."""
    if "sealed_secret" not in row:
        return row
    with suppress(ValueError):
        return row | {"sealed_secret": sealing.renew(row["sealed_secret"].encode()).decode()}
    return row


def put_provider(provider: Provider, sealing: Sealing, *, by: Person) -> None:
    """Add a provider, or replace the one of that name. Raises Refused."""
    actor = standing(by)
    authorize(actor, Permission.SETTINGS_WRITE)
    if "admin" in provider.roles.values() and actor.role is not Role.OWNER:
        raise Refused(_(ONLY_OWNERS), "R2")
    stored = current()[PROVIDERS]
    others = [row for row in stored if row["slug"] != provider.slug]
    if any(row["issuer"] == provider.issuer for row in others):
        raise Refused(_("Another provider has that issuer already."), "issuer")
    save([*others, closed(provider, sealing)])
    action = "provider.added" if len(others) == len(stored) else "provider.changed"
    detail = {"provider": provider.slug, "issuer": provider.issuer, "trusted": provider.is_trusted}
    Event.record(by=by, action=action, fields=(PROVIDERS,), detail=detail)


def remove_provider(slug: str, *, by: Person) -> bool:
    """Have nobody log in by it any more; who was linked stays linked, should it come back."""
    authorize(standing(by), Permission.SETTINGS_WRITE)
    stored = current()[PROVIDERS]
    left = [row for row in stored if row["slug"] != slug]
    if len(left) == len(stored):
        return False
    save(left)
    Event.record(by=by, action="provider.removed", fields=(PROVIDERS,), detail={"provider": slug})
    return True


def save(rows: list[dict[str, Any]]) -> None:
    """Raises LastOwner (R4) when those owners who can log in can do so by a provider only that is gone with this."""
    hold_owners()
    could_log_in = has_usable_owner()
    db.session.merge(Setting(name=PROVIDERS, value=rows, changed_at=now()))
    if could_log_in:
        check_owner_remains()
