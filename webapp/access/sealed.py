"""The seal of this application, made of its keys."""

from flask import current_app

from webapp.sealing import Sealing


def sealing() -> Sealing:
    return Sealing(current_app.config["LODGE"].signing_keys)
