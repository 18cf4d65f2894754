"""What the environment decides about the portal that runs, for rooms that know no request."""

from flask import current_app

from webapp.config import Config


def config() -> Config:
    found: Config = current_app.config["LODGE"]
    return found


def portal_zone() -> str:
    """The time zone of who has chosen none."""
    return config().timezone
