"""Take the second step from somebody who has lost their phone and their recovery codes."""

from typing import Any

from flask import flash, render_template
from flask_login import current_user
from werkzeug.wrappers import Response

from webapp.access import ensure, ensure_confirmed, needs
from webapp.admin.users.desk import bp, find
from webapp.admin.users.inputs import ResetFactorsInputs
from webapp.database import writing
from webapp.languages import _
from webapp.models.factor_reset import announce, cancel
from webapp.models.user import User
from webapp.responses import see_other, status
from webapp.site import mailed_link_to


@bp.route("/<int:user_id>/reset-factors", methods=["GET", "POST"])
@needs("users:write")
def reset_factors(user_id: int) -> Any:
    user = find(user_id)
    ensure(current_user.can_edit(user) and user.id != current_user.id)
    ensure_confirmed()
    inputs = ResetFactorsInputs()
    if inputs.validate_on_submit():
        said, is_done = take(user, inputs.reason.data or "", waits=bool(inputs.waits.data))
        flash(said, "good" if is_done else "info")
        return see_other(".show", user_id=user_id)
    return render_template("admin/users/reset_factors.html", user=user, inputs=inputs), status(inputs)


def take(user: User, reason: str, *, waits: bool) -> tuple[str, bool]:
    """Do it now or announce it; returns what became of it, and whether anything did."""
    with writing():
        if waits:
            is_done = announce(user, by=current_user, reason=reason, link_to=mailed_link_to("auth.factor_reset.open_one"))
        else:
            is_done = user.reset_factors(by=current_user, reason=reason)
    if waits:
        told = _("They were told. Their second step is removed in 24 hours, unless they or an administrator stop it.")
        return (told, True) if is_done else (_("They had no second step, or its removal was announced already."), False)
    return (_("Their second step was removed."), True) if is_done else (_("They had no second step."), False)


@bp.post("/<int:user_id>/keep-factors")
@needs("users:write")
def keep_factors(user_id: int) -> Response:
    user = find(user_id)
    ensure(current_user.can_edit(user))
    with writing():
        is_kept = cancel(user, by=current_user)
    said = _("Their second step stays, and they were told so.") if is_kept else _("No removal was announced any more.")
    flash(said, "good" if is_kept else "info")
    return see_other(".show", user_id=user_id)
