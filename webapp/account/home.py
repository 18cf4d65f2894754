"""A person's own page: what is known about them, and the way to change each of it."""

from typing import Any

from flask import Blueprint, render_template, url_for
from flask_login import current_user

from webapp.account.proof import uses_password
from webapp.dates import span_in_words
from webapp.in_force import limits
from webapp.models.factors import held_by
from webapp.site import has_passwords, providers, zone

bp = Blueprint("home", __name__)


@bp.get("")
def index() -> str:
    return render_template("account/home/index.html", rows=rows())


def second_step() -> str:
    held = held_by(current_user.id)
    return f"On, recovery codes left: {held.codes_left}" if held.has_second_factor else "Off"


def password_row() -> list[dict[str, Any]]:
    """Left out where nobody has one."""
    if not has_passwords():
        return []
    value, action = ("Set", "Change") if uses_password() else ("Not set", "Set one")
    return [{"key": "Password", "value": value, "href": url_for("account.password.edit"), "action": action}]


def elsewhere_row() -> list[dict[str, Any]]:
    """Left out where nobody logs in by another place."""
    if not providers():
        return []
    labels = ", ".join(one.label for one in providers().values())
    return [{"key": "Log-ins elsewhere", "value": labels, "href": url_for("account.identities.index"), "action": "See"}]


def rows() -> list[dict[str, Any]]:
    """Each fact with the page on which it is changed or seen."""
    lately = span_in_words(limits().activity_shown)
    email = current_user.email if current_user.is_confirmed else f"{current_user.email} (not confirmed)"
    return [
        {"key": "Name", "value": current_user.name, "href": url_for("account.name.edit"), "action": "Change"},
        {"key": "Email", "value": email, "href": url_for("account.email.edit"), "action": "Change"},
        *password_row(),
        {"key": "Second step", "value": second_step(), "href": url_for("account.two_factor.index"), "action": "Change"},
        {"key": "Passkeys", "value": "Log in without a password", "href": url_for("account.passkeys.index"), "action": "See"},
        *elsewhere_row(),
        {"key": "Role", "value": current_user.role.value.capitalize()},
        {"key": "Log-ins", "value": "Where you're logged in", "href": url_for("account.sessions.index"), "action": "See"},
        {"key": "Activity", "value": f"The last {lately}", "href": url_for("account.activity.index"), "action": "See"},
        {"key": "Time zone", "value": zone().replace("_", " "), "href": url_for("account.preferences.edit"), "action": "Change"},
        {"key": "API tokens", "value": "For programs of yours", "href": url_for("account.tokens.index"), "action": "See"},
        {"key": "Your data", "value": "A copy to download", "href": url_for("account.data.index"), "action": "See"},
        {"key": "Your account", "value": "Can be deleted", "href": url_for("account.delete.delete"), "action": "Delete"},
    ]
