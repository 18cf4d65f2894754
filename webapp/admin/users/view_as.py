"""Look at the portal as a person sees it: with a reason, for half an hour, and without being able to change anything."""

from typing import Any

from flask import render_template
from flask_login import current_user

from webapp.access import ensure, ensure_confirmed, needs, viewing
from webapp.admin.users.desk import bp, find
from webapp.admin.users.inputs import ViewAsInputs
from webapp.database import writing
from webapp.models.permissions import Permission, may
from webapp.models.viewing import LASTS, start_viewing
from webapp.responses import see_other, status


@bp.route("/<int:user_id>/view-as", methods=["GET", "POST"])
@needs("users:view_as")
def view_as(user_id: int) -> Any:
    user = find(user_id)
    ensure(may(current_user, Permission.USERS_VIEW_AS, user))
    ensure_confirmed(every_time=True)
    inputs = ViewAsInputs()
    if inputs.validate_on_submit():
        with writing():
            until = start_viewing(user, by=current_user, reason=inputs.reason.data or "")
        viewing.begin(user.id, until)
        return see_other("main.home.index")
    return render_template("admin/users/view_as.html", user=user, inputs=inputs, lasts=LASTS), status(inputs)
