"""End a person's log-ins, one or all, at once."""

from typing import Any

from flask import flash, render_template
from flask_login import current_user
from werkzeug.wrappers import Response

from webapp.access import ensure, needs
from webapp.admin.users.desk import bp, find
from webapp.database import writing
from webapp.inputs import Inputs
from webapp.languages import _
from webapp.responses import see_other, status


@bp.post("/<int:user_id>/log-ins/<int:login_session_id>/log-out")
@needs("users:write")
def log_out(user_id: int, login_session_id: int) -> Response:
    user = find(user_id)
    ensure(current_user.can_edit(user))
    with writing():
        ended = user.log_out(by=current_user, only=login_session_id)
    flash(_("That log-in was ended.") if ended else _("That log-in had already ended."), "good" if ended else "info")
    return see_other(".show", user_id=user_id)


@bp.route("/<int:user_id>/log-out-everywhere", methods=["GET", "POST"])
@needs("users:write")
def log_out_everywhere(user_id: int) -> Any:
    user = find(user_id)
    ensure(current_user.can_edit(user))
    inputs = Inputs()
    if inputs.validate_on_submit():
        with writing():
            ended = user.log_out_everywhere(by=current_user)
        flash(_("They were logged out everywhere.") if ended else _("They were not logged in."), "good" if ended else "info")
        return see_other(".show", user_id=user_id)
    return render_template("admin/users/log_out_everywhere.html", user=user), status(inputs)
