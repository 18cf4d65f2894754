"""Erase a deleted person now: what becomes of everything of theirs, counted, and their address typed."""

from typing import Any

from flask import flash, render_template
from flask_login import current_user

from webapp.access import ensure, ensure_confirmed, needs
from webapp.admin.users.delete import is_confirmed
from webapp.admin.users.desk import bp, find
from webapp.admin.users.inputs import DeleteInputs
from webapp.database import writing
from webapp.languages import _
from webapp.models.erasure_preview import preview_of
from webapp.responses import see_other, status


@bp.route("/<int:user_id>/erase", methods=["GET", "POST"])
@needs("users:write")
def erase(user_id: int) -> Any:
    user = find(user_id)
    ensure(current_user.can_change_status(user) and user.is_erasable)
    ensure_confirmed()
    inputs = DeleteInputs()
    if inputs.validate_on_submit() and is_confirmed(inputs, user):
        name = user.name
        with writing():
            user.erase(by=current_user, is_early=True)
        flash(_("The account of %(name)s was erased.", name=name), "good")
        return see_other(".show", user_id=user_id)
    shown = {"user": user, "inputs": inputs, "preview": preview_of(user.id)}
    return render_template("admin/users/erase.html", **shown), status(inputs)
