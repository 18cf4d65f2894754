"""Create a person: an account without a password, and a one-time link that is shown once."""

from typing import Any

from flask import render_template, request
from flask_login import current_user

from webapp.access import needs
from webapp.admin.users.desk import bp
from webapp.admin.users.inputs import NewUserInputs, role_choices, role_options
from webapp.admin.users.link import keep_for_showing
from webapp.database import writing
from webapp.models.group import Group
from webapp.models.new_person import create_person
from webapp.models.permissions import Permission, Role, authorize
from webapp.responses import see_other, status


@bp.route("/new", methods=["GET", "POST"])
@needs("users:write")
def new() -> Any:
    inputs = inputs_for_new()
    if inputs.validate_on_submit():
        with writing(inputs):
            user, token = create_person(by=current_user, **values_of(inputs))
        if not inputs.errors:
            keep_for_showing(user.id, "password", token)
            return see_other(".link", user_id=user.id)
    options = role_options(inputs.role) if inputs.role else []
    return render_template("admin/users/new.html", inputs=inputs, roles=options), status(inputs)


def inputs_for_new() -> NewUserInputs:
    """`?role=1` asks for a role too: that wants a confirmation first, before anything is typed (R5)."""
    inputs = NewUserInputs()
    inputs.groups.choices = Group.choices()
    if request.args.get("role"):
        authorize(current_user, Permission.USERS_ROLE_WRITE)
        inputs.role.choices = role_choices(current_user.role)
    else:
        del inputs.role
    return inputs


def values_of(inputs: NewUserInputs) -> dict[str, Any]:
    role = Role(inputs.role.data) if inputs.role else Role.MEMBER
    return {"name": inputs.name.data, "email": inputs.email.data, "role": role, "group_ids": inputs.groups.data}
