"""Take the second step from somebody who has lost their phone and their recovery codes."""

from typing import Any

from flask import flash, render_template
from flask_login import current_user

from webapp.access import ensure, ensure_confirmed, needs
from webapp.admin.users.desk import bp, find
from webapp.admin.users.inputs import ResetFactorsInputs
from webapp.database import writing
from webapp.languages import _
from webapp.responses import see_other, status


@bp.route("/<int:user_id>/reset-factors", methods=["GET", "POST"])
@needs("users:write")
def reset_factors(user_id: int) -> Any:
    user = find(user_id)
    ensure(current_user.can_edit(user) and user.id != current_user.id)
    ensure_confirmed()
    inputs = ResetFactorsInputs()
    if inputs.validate_on_submit():
        with writing():
            is_done = user.reset_factors(by=current_user, reason=inputs.reason.data or "")
        flash(_("Their second step was removed.") if is_done else _("They had no second step."), "good" if is_done else "info")
        return see_other(".show", user_id=user_id)
    return render_template("admin/users/reset_factors.html", user=user, inputs=inputs), status(inputs)
