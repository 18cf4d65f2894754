"""Give a person another role: a higher one is offered, a lower one holds at once."""

from typing import Any

from flask import flash, render_template
from flask_login import current_user

from webapp.access import ensure, needs
from webapp.admin.users.desk import bp, find
from webapp.admin.users.inputs import RoleInputs, role_choices, role_options
from webapp.database import writing
from webapp.languages import _
from webapp.models.permissions import Role
from webapp.models.role_words import role_within
from webapp.models.user import User
from webapp.responses import see_other, status


@bp.route("/<int:user_id>/grant-role", methods=["GET", "POST"])
@needs("users:role:write")
def grant_role(user_id: int) -> Any:
    user = find(user_id)
    ensure(any(current_user.can_grant(user, role) for role in Role))
    inputs = RoleInputs(data={"role": user.granted_role or user.role})
    inputs.role.choices = role_choices(current_user.role)
    if inputs.validate_on_submit():
        with writing():
            changed = user.grant_role(by=current_user, role=Role(inputs.role.data))
        flash(said(user, changed), "good" if changed else "info")
        return see_other(".show", user_id=user_id)
    page = render_template("admin/users/grant_role.html", user=user, inputs=inputs, roles=role_options(inputs.role))
    return page, status(inputs)


def said(user: User, changed: bool) -> str:
    if not changed:
        return _("Nothing was changed.")
    if user.granted_role:
        offered = role_within(user.granted_role)
        return _("%(name)s was offered the role %(role)s. It holds once they accept it.", name=user.name, role=offered)
    return _("%(name)s now has the role %(role)s.", name=user.name, role=role_within(user.role))
