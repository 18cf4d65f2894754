"""Where this application counts tries: in Redis when LODGE_REDIS_URL names one, else in its database."""

from importlib import import_module

from flask import current_app

from webapp.models.counter import DatabaseTries, Tries


def tries() -> Tries:
    """The counter of this application. Redis' library is loaded only where it is configured."""
    known = current_app.extensions
    if "lodge_tries" not in known:
        url = current_app.config["LODGE"].redis_url
        known["lodge_tries"] = import_module("webapp.models.redis_counter").RedisTries(url) if url else DatabaseTries()
    found: Tries = known["lodge_tries"]
    return found
