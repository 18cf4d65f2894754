"""A one-time link with which a person sets their password: made by POST, shown once. And an address, confirmed."""

from typing import Any

from flask import current_app, flash, render_template, session, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from webapp.access import ensure, needs
from webapp.admin.users.desk import bp, find
from webapp.database import writing
from webapp.inputs import Inputs
from webapp.languages import _
from webapp.models.link import life_of
from webapp.models.password_link import make_password_link
from webapp.responses import see_other, status

# Kept in the cookie of the one who made it until it has been shown.
KEPT = "link_to_show"


@bp.route("/<int:user_id>/link", methods=["GET", "POST"])
@needs("users:write")
def link(user_id: int) -> Any:
    user = find(user_id)
    ensure(current_user.can_edit(user))
    inputs = Inputs()
    if inputs.validate_on_submit():
        with writing():
            purpose, token = make_password_link(user, by=current_user)
        keep_for_showing(user_id, purpose, token)
        return see_other(".link", user_id=user_id)
    kept = session.pop(KEPT, None)
    if kept is not None and kept["user_id"] == user_id:
        return render_template("admin/users/link_shown.html", user=user, link=address_of(kept), lives=life_of(kept["purpose"]))
    return render_template("admin/users/link.html", user=user), status(inputs)


def keep_for_showing(user_id: int, purpose: str, token: str) -> None:
    session[KEPT] = {"user_id": user_id, "purpose": purpose, "token": token}


def address_of(kept: dict[str, Any]) -> str:
    """The link as it is given to the person, on the address that people use and never on the Host header's."""
    return str(current_app.config["LODGE"].base_url) + url_for("auth.links.open_one", token=kept["token"])


@bp.post("/<int:user_id>/confirm-address")
@needs("users:write")
def confirm_address(user_id: int) -> Response:
    user = find(user_id)
    ensure(current_user.can_edit(user))
    with writing():
        confirmed = user.confirm_address(by=current_user)
    if confirmed:
        flash(_("Their address now counts as confirmed."), "good")
    return see_other(".show", user_id=user_id)
