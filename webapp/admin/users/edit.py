"""Change a person's name and address; who saves second is shown both."""

from typing import Any

from flask import flash, render_template
from flask_login import current_user

from webapp.access import ensure, needs
from webapp.admin.users.desk import bp, find
from webapp.admin.users.inputs import EditUserInputs
from webapp.database import writing
from webapp.languages import _
from webapp.models.user_acts import SavedFirst
from webapp.responses import see_other, status


@bp.route("/<int:user_id>/edit", methods=["GET", "POST"])
@needs("users:write")
def edit(user_id: int) -> Any:
    user = find(user_id)
    ensure(current_user.can_edit(user))
    inputs = EditUserInputs(obj=user)
    if inputs.validate_on_submit():
        try:
            with writing(inputs):
                typed = {"name": inputs.name.data or "", "email": inputs.email.data or ""}
                changed = user.change(by=current_user, version=inputs.version.data or 0, **typed)
        except SavedFirst as conflict:
            return second(user_id, inputs, conflict), 409
        if not inputs.errors:
            flash(_("The changes were saved.") if changed else _("Nothing was changed."), "good" if changed else "info")
            return see_other(".show", user_id=user_id)
    return render_template("admin/users/edit.html", user_id=user_id, inputs=inputs), status(inputs)


def second(user_id: int, inputs: EditUserInputs, conflict: SavedFirst) -> str:
    """The page for who saved second: what stands now beside what they typed, which the next press saves."""
    typed = {"name": inputs.name.data, "email": inputs.email.data}
    rows = [(inputs[name].label.text, found, typed[name]) for name, found in conflict.found.items()]
    inputs.version.data = conflict.version
    return render_template("admin/users/saved_first.html", user_id=user_id, inputs=inputs, rows=rows)
