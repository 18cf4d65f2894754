"""The settings in force: the table's, unless the environment fixes them. Read again after five seconds."""

import time
from typing import Any

from flask import current_app, url_for
from flask_login import current_user

from webapp.config import Config
from webapp.models.link import LinkTo
from webapp.models.setting import current

SEEN_WITHIN = 5.0


def settings() -> dict[str, Any]:
    """Every setting's value in force. A change made on another node is seen within SEEN_WITHIN seconds."""
    cache = current_app.extensions.setdefault("lodge_settings", {"until": 0.0, "values": {}})
    if cache["until"] < time.monotonic():
        cache["values"] = current() | fixed(current_app.config["LODGE"])
        cache["until"] = time.monotonic() + SEEN_WITHIN
    values: dict[str, Any] = cache["values"]
    return values


def forget_settings() -> None:
    """Have the next request read them anew: called after a change."""
    current_app.extensions.pop("lodge_settings", None)


def fixed(config: Config) -> dict[str, Any]:
    """What the environment fixes; shown locked on the settings page."""
    values: dict[str, Any] = {}
    if config.site_name != "Lodge":
        values["site_name"] = config.site_name
    if config.signup_mode:
        values["signup_mode"] = config.signup_mode
    if config.signup_domains:
        values["signup_domains"] = "\n".join(config.signup_domains)
    return values


def zone() -> str:
    """The time zone in which whoever asks reads times."""
    return str(current_user.timezone or current_app.config["LODGE"].timezone)


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
