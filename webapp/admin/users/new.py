"""Create a person: an account without a password, and a one-time link that is shown once."""

from typing import Any

from flask import render_template
from flask_login import current_user

from webapp.access import needs
from webapp.admin.users.desk import bp
from webapp.admin.users.inputs import NewUserInputs, role_choices, role_options
from webapp.admin.users.link import keep_for_showing
from webapp.database import writing
from webapp.models.group import Group
from webapp.models.new_person import create_person
from webapp.models.permissions import Role
from webapp.responses import see_other, status


@bp.route("/new", methods=["GET", "POST"])
@needs("users:write")
def new() -> Any:
    inputs = NewUserInputs()
    inputs.groups.choices, inputs.role.choices = Group.choices(), role_choices(current_user.role)
    if inputs.validate_on_submit():
        with writing(inputs):
            typed = {"name": inputs.name.data or "", "email": inputs.email.data or ""}
            role, groups = Role(inputs.role.data), inputs.groups.data or []
            user, token = create_person(by=current_user, role=role, group_ids=groups, **typed)
        if not inputs.errors:
            keep_for_showing(user.id, "password", token)
            return see_other(".link", user_id=user.id)
    page = render_template("admin/users/new.html", inputs=inputs, roles=role_options(inputs.role))
    return page, status(inputs)
