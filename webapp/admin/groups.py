"""Groups: a plain list; create, rename, delete, and who is in them."""

from typing import Any

from flask import Blueprint, current_app, flash, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from webapp.access import needs
from webapp.admin.group_inputs import GroupInputs, MemberInputs
from webapp.database import writing
from webapp.extensions import db
from webapp.inputs import Inputs
from webapp.languages import _
from webapp.models.belonging import MEMBERS, add_member, forms_naming, groups_with_sizes, remove_member
from webapp.models.group import Group
from webapp.models.keyset import Seal
from webapp.models.masking import masked_email, masked_name
from webapp.models.permissions import Permission
from webapp.models.role_words import status_in_words
from webapp.models.user import User
from webapp.models.user_acts import SavedFirst
from webapp.responses import see_other, status

bp = Blueprint("groups", __name__, url_prefix="/groups")


@bp.get("")
@needs("groups:read")
def index() -> str:
    return render_template("admin/groups/index.html", groups=groups_with_sizes())


@bp.route("/new", methods=["GET", "POST"])
@needs("groups:write")
def new() -> Any:
    inputs = GroupInputs()
    if inputs.validate_on_submit():
        with writing(inputs):
            group = Group.create(by=current_user, **inputs.values())
        if not inputs.errors:
            flash(_("The group %(name)s was created.", name=group.name), "good")
            return see_other(".show", group_id=group.id)
    return render_template("admin/groups/new.html", inputs=inputs), status(inputs)


@bp.route("/<int:group_id>")
@needs("groups:read")
def show(group_id: int) -> str:
    return page_of(db.get_or_404(Group, group_id), MemberInputs())


def page_of(group: Group, inputs: MemberInputs) -> str:
    seal = Seal(current_app.config["LODGE"].signing_keys, "group", group.id)
    page = MEMBERS.page(seal, request.args.get("page", ""), {"group_id": group.id})
    is_masked = not current_user.can(Permission.USERS_READ_UNMASKED)
    members = [
        {
            "id": row.id,
            "name": masked_name(row.name) if is_masked else row.name,
            "email": masked_email(row.email) if is_masked else row.email,
            "status": status_in_words(row.status),
        }
        for row in page.rows
    ]
    return render_template(
        "admin/groups/show.html",
        group=group,
        members=members,
        inputs=inputs,
        is_astray=page.is_astray,
        addresses=page.addresses(url_for(".show", group_id=group.id)),
        forms=forms_naming(group),
    )


@bp.route("/<int:group_id>/edit", methods=["GET", "POST"])
@needs("groups:write")
def edit(group_id: int) -> Any:
    group = db.get_or_404(Group, group_id)
    inputs = GroupInputs(obj=group)
    if inputs.validate_on_submit():
        typed = inputs.values()
        try:
            with writing(inputs):
                group.change(by=current_user, version=inputs.version.data or 0, **typed)
        except SavedFirst as conflict:
            rows = [(inputs[name].label.text, found, typed[name]) for name, found in conflict.found.items()]
            inputs.version.data = conflict.version
            return render_template("admin/groups/saved_first.html", group_id=group_id, inputs=inputs, rows=rows), 409
        if not inputs.errors:
            return see_other(".show", group_id=group_id)
    page = render_template("admin/groups/edit.html", group_id=group_id, inputs=inputs, forms=forms_naming(group))
    return page, status(inputs)


@bp.route("/<int:group_id>/delete", methods=["GET", "POST"])
@needs("groups:write")
def delete(group_id: int) -> Any:
    group = db.get_or_404(Group, group_id)
    inputs = Inputs()
    if inputs.validate_on_submit():
        name = group.name
        with writing():
            group.delete(by=current_user)
        flash(_("The group %(name)s was deleted.", name=name), "good")
        return see_other(".index")
    return render_template("admin/groups/delete.html", group=group, forms=forms_naming(group)), status(inputs)


@bp.post("/<int:group_id>/members")
@needs("groups:write")
def add(group_id: int) -> Any:
    group = db.get_or_404(Group, group_id)
    inputs = MemberInputs()
    if inputs.validate_on_submit():
        user = db.session.scalar(User.with_email(inputs.email.data or ""))
        if user is None:
            inputs.refuse("email", _("Nobody here has that address. Check it, or create the person first."))
        else:
            with writing():
                added = add_member(group, user, by=current_user)
            now, before = _("%(name)s is in the group.", name=user.name), _("%(name)s was in the group already.", name=user.name)
            flash(now if added else before, "good")
            return see_other(".show", group_id=group_id)
    return page_of(group, inputs), status(inputs)


@bp.post("/<int:group_id>/members/<int:user_id>/remove")
@needs("groups:write")
def remove(group_id: int, user_id: int) -> Response:
    group = db.get_or_404(Group, group_id)
    with writing():
        removed = remove_member(group, user_id, by=current_user)
    if removed:
        flash(_("They are not in the group any more."), "good")
    return see_other(".show", group_id=group_id)
