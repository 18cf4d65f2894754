"""The settings in force: the table's, unless the environment fixes them."""

from typing import Any

from flask import abort, current_app, g, has_request_context, request, url_for
from flask_login import current_user

from webapp.config import Config
from webapp.in_force import NAME, reading
from webapp.languages import PSEUDO, wanted_by
from webapp.models.link import LinkTo
from webapp.models.provider_setting import opened
from webapp.models.setting import valued
from webapp.providers import Provider
from webapp.sealing import Sealing


def settings() -> dict[str, Any]:
    """Every setting's value in force. A change made on another node is seen within five seconds (`in_force.py`)."""
    found = reading()
    if not found.shown:
        config = current_app.config["LODGE"]
        values = valued(found.stored) | fixed(config)
        providers = {one.slug: one for one in providers_in_force(values["oidc_providers"], config)}
        found.shown = {"values": values, "providers": providers}
    values_in_force: dict[str, Any] = found.shown["values"]
    return values_in_force


def stored_providers() -> list[Provider]:
    """The OpenID providers of the table."""
    sealing = Sealing(current_app.config["LODGE"].signing_keys)
    return [opened(row, sealing) for row in settings()["oidc_providers"]]


def providers_in_force(stored: list[dict[str, Any]], config: Config) -> list[Provider]:
    """The environment's OpenID providers, then those of the table that have neither name nor issuer of one of them."""
    found = list(config.oidc_providers)
    for row in stored:
        provider = opened(row, Sealing(config.signing_keys))
        if not any(provider.slug == one.slug or provider.issuer == one.issuer for one in found):
            found.append(provider)
    return found


def providers() -> dict[str, Provider]:
    """The OpenID providers in force by their name in addresses; none where nobody logs in by one."""
    settings()
    found: dict[str, Provider] = reading().shown["providers"]
    return found if "oidc" in login_methods() else {}


def login_methods() -> tuple[str, ...]:
    """The ways to log in that people are offered."""
    methods: tuple[str, ...] = current_app.config["LODGE"].login_methods
    return methods


def has_passwords() -> bool:
    """Whether people log in with passwords here."""
    return "password" in login_methods()


def ensure_passwords() -> None:
    """403 where nobody has one: the pages that ask for one are not offered there."""
    if not has_passwords():
        abort(403, "Passwords are not used here. Log in another way.")


def forget_settings() -> None:
    """Have the next request read them anew: called after a change."""
    current_app.extensions.pop(NAME, None)


def fixed(config: Config) -> dict[str, Any]:
    """What the environment fixes; shown locked on the settings page."""
    values: dict[str, Any] = {}
    if config.site_name != "Lodge":
        values["site_name"] = config.site_name
    if config.signup_mode:
        values["signup_mode"] = config.signup_mode
    if config.signup_domains:
        values["signup_domains"] = "\n".join(config.signup_domains)
    return values | dict(config.limits)


def zone() -> str:
    """The time zone in which whoever asks reads times."""
    return str(current_user.timezone or current_app.config["LODGE"].timezone)


def language_here() -> str:
    """The language of whoever asks: the one that they chose, else the one that their browser wants, else the portal's."""
    portal = str(current_app.config["LODGE"].locale)
    if not has_request_context():
        return portal
    # While the database is not to be asked nobody is looked up.
    chosen = "" if g.get("is_plain") else current_user.language
    return chosen or (portal if portal == PSEUDO else wanted_by(request.headers.get("Accept-Language", ""), portal))


def sends_mail() -> bool:
    """Whether mail leaves this portal; without it links are shown to who may pass them on."""
    return bool(current_app.config["LODGE"].smtp_url)


def public_address(endpoint: str, **values: Any) -> str:
    """An address for a mail, on the host that people use and never on the Host header's."""
    return str(current_app.config["LODGE"].base_url) + url_for(endpoint, **values)


def link_to(endpoint: str) -> LinkTo:
    """What makes the address of a one-time link out of its token."""
    return lambda token: public_address(endpoint, token=token)


def mailed_link_to(endpoint: str) -> LinkTo | None:
    """The same, or None where no mail leaves."""
    return link_to(endpoint) if sends_mail() else None
