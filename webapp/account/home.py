"""A person's own page: what is known about them, and the way to change each of it."""

from typing import Any

from flask import Blueprint, render_template, url_for
from flask_login import current_user

from webapp.account.proof import uses_password
from webapp.dates import span_in_words
from webapp.in_force import limits
from webapp.languages import _
from webapp.models.factors import held_by
from webapp.models.role_words import role_in_words
from webapp.site import has_passwords, providers, zone

bp = Blueprint("home", __name__)


@bp.get("")
def index() -> str:
    return render_template("account/home/index.html", rows=rows())


def second_step() -> str:
    held = held_by(current_user.id)
    return _("On, recovery codes left: %(number)s", number=held.codes_left) if held.has_second_factor else _("Off")


def password_row() -> list[dict[str, Any]]:
    """Left out where nobody has one."""
    if not has_passwords():
        return []
    value, action = (_("Set"), _("Change")) if uses_password() else (_("Not set"), _("Set one"))
    return [{"key": _("Password"), "value": value, "href": url_for("account.password.edit"), "action": action}]


def elsewhere_row() -> list[dict[str, Any]]:
    """Left out where nobody logs in by another place."""
    if not providers():
        return []
    labels = ", ".join(one.label for one in providers().values())
    return [{"key": _("Log-ins elsewhere"), "value": labels, "href": url_for("account.identities.index"), "action": _("See")}]


def rows() -> list[dict[str, Any]]:
    """Each fact with the page on which it is changed or seen."""
    lately = span_in_words(limits().activity_shown)
    email = current_user.email if current_user.is_confirmed else _("%(email)s (not confirmed)", email=current_user.email)
    return [
        row(_("Name"), current_user.name, "account.name.edit"),
        row(_("Email"), email, "account.email.edit"),
        *password_row(),
        row(_("Second step"), second_step(), "account.two_factor.index"),
        row(_("Passkeys"), _("Log in without a password"), "account.passkeys.index", _("See")),
        *elsewhere_row(),
        {"key": _("Role"), "value": role_in_words(current_user.role)},
        row(_("Log-ins"), _("Where you're logged in"), "account.sessions.index", _("See")),
        row(_("Activity"), _("The last %(span)s", span=lately), "account.activity.index", _("See")),
        row(_("Time zone"), zone().replace("_", " "), "account.preferences.edit"),
        row(_("API tokens"), _("For programs of yours"), "account.tokens.index", _("See")),
        row(_("Your data"), _("A copy to download"), "account.data.index", _("See")),
        row(_("Your account"), _("Can be deleted"), "account.delete.delete", _("Delete")),
    ]


def row(key: str, value: str, page: str, action: str = "") -> dict[str, Any]:
    return {"key": key, "value": value, "href": url_for(page), "action": action or _("Change")}
