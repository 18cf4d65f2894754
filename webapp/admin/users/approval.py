"""The queue of people who wait for approval: let them in, or turn them away."""

from typing import Any

from flask import current_app, flash, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from webapp.access import ensure, needs
from webapp.admin.users.desk import bp, find
from webapp.admin.users.inputs import RejectInputs
from webapp.database import writing
from webapp.languages import _
from webapp.models.keyset import Seal
from webapp.models.waiting import WAITING, number_waiting
from webapp.responses import see_other, status


@bp.get("/waiting")
@needs("users:write")
def waiting() -> str:
    page = WAITING.page(Seal(current_app.config["LODGE"].signing_keys, "waiting"), request.args.get("page", ""))
    shown = {"people": page.rows, "addresses": page.addresses(url_for(".waiting")), "is_astray": page.is_astray}
    return render_template("admin/users/waiting.html", number=number_waiting(), inputs=RejectInputs(formdata=None), **shown)


@bp.post("/<int:user_id>/approve")
@needs("users:write")
def approve(user_id: int) -> Response:
    user = find(user_id)
    ensure(current_user.can_change_status(user))
    name = user.name
    with writing():
        approved = user.approve(by=current_user)
    said = _("%(name)s was approved and can log in.", name=name) if approved else not_waiting(name)
    flash(said, "good" if approved else "info")
    return see_other(".waiting")


def not_waiting(name: str) -> str:
    return _("%(name)s was not waiting any more.", name=name)


@bp.route("/<int:user_id>/reject", methods=["GET", "POST"])
@needs("users:write")
def reject(user_id: int) -> Any:
    user = find(user_id)
    ensure(current_user.can_change_status(user))
    inputs = RejectInputs()
    name = user.name
    if inputs.validate_on_submit():
        with writing():
            rejected = user.reject(by=current_user, reason=inputs.reason.data or "")
        said = _("%(name)s was rejected and told so.", name=name) if rejected else not_waiting(name)
        flash(said, "good" if rejected else "info")
        return see_other(".waiting")
    return render_template("admin/users/reject.html", user=user, inputs=inputs), status(inputs)
