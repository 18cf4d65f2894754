"""The groups that a person is in."""

from typing import Any

from flask import flash, render_template
from flask_login import current_user

from webapp.access import ensure, needs
from webapp.admin.users.desk import bp, find
from webapp.admin.users.inputs import GroupsInputs
from webapp.database import writing
from webapp.languages import _
from webapp.models.belonging import groups_of, put_in_groups
from webapp.models.group import Group
from webapp.responses import see_other, status


@bp.route("/<int:user_id>/groups", methods=["GET", "POST"])
@needs("groups:write")
def groups(user_id: int) -> Any:
    user = find(user_id)
    ensure(current_user.can_edit(user))
    inputs = GroupsInputs(data={"groups": groups_of(user.id)})
    inputs.groups.choices = Group.choices()
    if inputs.validate_on_submit():
        with writing():
            changed = put_in_groups(user, inputs.groups.data or [], by=current_user)
        flash(_("The groups were saved.") if changed else _("Nothing was changed."), "good" if changed else "info")
        return see_other(".show", user_id=user_id)
    return render_template("admin/users/groups.html", user=user, inputs=inputs), status(inputs)
