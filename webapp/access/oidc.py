"""A browser's way to a provider and back: begun here, remembered in the signed cookie, finished once within ten minutes."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib import import_module
from typing import Any

from flask import abort, current_app, render_template, request, session

from webapp.access.device import cookie_name, give_cookie
from webapp.access.sealed import sealing
from webapp.clock import now
from webapp.columns import canonical
from webapp.models.claimed import Claimed
from webapp.models.login_session import new_token
from webapp.oidc.trouble import Stale
from webapp.providers import Provider
from webapp.site import login_methods, providers, public_address

NAME = "oidc"
LIVES = timedelta(minutes=10)
LOG_IN, LINK, CONFIRM = "log in", "link", "confirm"
# What an unknown person came with is kept this long, while they sign up or log in to link it.
OFFER = "offer"
OFFERED_FOR = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Way:
    """One way to a provider. `log_in_id` is the log-in that began it, None for a visitor."""

    provider: Provider
    purpose: str
    seed: str
    begun_at: datetime
    log_in_id: int | None

    def secret(self, of: str) -> str:
        """State, nonce and verifier, each made of the seed with this portal's key: what the cookie holds gives none away."""
        key = f"oidc:{current_app.config['LODGE'].secret_key}".encode()
        said = canonical([of, self.provider.slug, self.purpose, self.seed, int(self.begun_at.timestamp()), self.log_in_id])
        return hmac.new(key, said.encode(), hashlib.sha256).hexdigest()

    @property
    def secrets(self) -> Any:
        return exchange().Secrets(state=self.secret("state"), nonce=self.secret("nonce"), verifier=self.secret("verifier"))

    @property
    def back(self) -> str:
        return public_address("auth.oidc.callback", slug=self.provider.slug)


def exchange() -> Any:
    """The talk with providers; its libraries are loaded with the first person who comes by one."""
    return import_module("webapp.oidc.exchange")


def provider_called(slug: str) -> Provider:
    """The provider of that name; 404 where there is none, or where nobody logs in by one."""
    found = providers().get(slug) if "oidc" in login_methods() else None
    if found is None:
        abort(404)
    return found


def leave_for(provider: Provider, purpose: str, log_in_id: int | None = None) -> str:
    """The page that sends the browser on. No redirect: a form's answer may not lead to another site (`form-action`)."""
    way = Way(provider, purpose, new_token(), now().replace(microsecond=0), log_in_id)
    address = exchange().address_to_leave_for(provider, way.secrets, way.back, must_prove=purpose == CONFIRM)
    session[NAME] = [provider.slug, purpose, way.seed, int(way.begun_at.timestamp()), log_in_id]
    return render_template("auth/oidc/leave.html", provider=provider, address=address)


def way_come() -> Way:
    """The way that this answer ends, taken out of the cookie. Raises Stale for any that was not begun with this browser."""
    slug, purpose, seed, begun, log_in_id = session.get(NAME) or ("", "", "", 0, None)
    begun_at = datetime.fromtimestamp(begun, UTC)
    provider = providers().get(slug)
    if provider is None or request.view_args != {"slug": slug} or not begun_at <= now() < begun_at + LIVES:
        raise Stale
    way = Way(provider, purpose, seed, begun_at, log_in_id)
    if not hmac.compare_digest(request.args.get("state", "").encode(), way.secret("state").encode()):
        raise Stale
    session.pop(NAME)
    return way


def person_come(way: Way) -> Claimed:
    """Whom the provider names, after the slow talk with it. Raises ProviderTrouble."""
    code = exchange().check_answer(way.provider, request.args.to_dict())
    since = way.begun_at if way.purpose == CONFIRM else None
    found: Claimed = exchange().person_behind(way.provider, code, way.secrets, way.back, since=since)
    return found


def keep_offer(claimed: Claimed) -> None:
    """Keep, sealed in a cookie of its own, whom the provider named: they have no account here that is linked to it."""
    told = [claimed.issuer, claimed.subject, claimed.label, claimed.email, claimed.has_proven_email, claimed.name[:100]]
    provider = provider_of(claimed)
    # A cookie has 4 KB: only groups that mean something here ride along.
    groups = [one for one in claimed.groups if one in provider.groups or one in provider.roles][:20]
    sealed = sealing().close(canonical([*told, groups]).encode(), OFFER)
    give_cookie(OFFER, sealed.decode(), OFFERED_FOR)


def has_offer() -> bool:
    """Whether this browser may have come with an identity to link."""
    return bool(request.cookies.get(cookie_name(OFFER)))


def offered() -> Claimed | None:
    """Whom a provider named to this browser a little while ago."""
    opened = sealing().open(request.cookies.get(cookie_name(OFFER), "").encode(), OFFER, within=OFFERED_FOR)
    if opened is None:
        return None
    issuer, subject, label, email, is_proven, name, groups = current_app.json.loads(opened)
    if issuer not in {one.issuer for one in providers().values()}:
        return None
    return Claimed(issuer, subject, label, email, is_proven, name, tuple(groups))


def drop_offer() -> None:
    give_cookie(OFFER, "", timedelta(0))


def provider_of(claimed: Claimed) -> Provider:
    return next(one for one in providers().values() if one.issuer == claimed.issuer)
