"""Many people into a group, or out of it, by a pasted list of addresses: looked at first, then done in one act."""

from typing import Any

from flask import Blueprint, flash, render_template
from flask_login import current_user

from webapp.access import needs
from webapp.admin.group_inputs import ListInputs
from webapp.database import writing
from webapp.extensions import db
from webapp.languages import _, ngettext
from webapp.models.group import Group
from webapp.models.member_lists import Listed, add_members, listed_in, remove_members
from webapp.responses import see_other, status

bp = Blueprint("group_lists", __name__, url_prefix="/groups/<int:group_id>/list")


@bp.route("", methods=["GET", "POST"])
@needs("groups:write")
def new(group_id: int) -> Any:
    """Whom the addresses name, and what would become of each; nothing is changed."""
    group = db.get_or_404(Group, group_id)
    inputs = ListInputs()
    if inputs.validate_on_submit():
        shown = {"found": listed_in(group, inputs.as_question()), "is_adding": inputs.is_adding}
        return render_template("admin/group_lists/check.html", group=group, inputs=inputs, **shown)
    return render_template("admin/group_lists/new.html", group=group, inputs=inputs), status(inputs)


@bp.post("/start")
@needs("groups:write")
def start(group_id: int) -> Any:
    group = db.get_or_404(Group, group_id)
    inputs = ListInputs()
    if not inputs.validate_on_submit():
        return render_template("admin/group_lists/new.html", group=group, inputs=inputs), status(inputs)
    with writing():
        found = listed_in(group, inputs.as_question())
        if inputs.is_adding:
            number = add_members(group, [row.id for row in found.others], by=current_user)
        else:
            number = remove_members(group, [row.id for row in found.members], by=current_user)
    flash(said(number, found, is_adding=inputs.is_adding), "good" if number else "info")
    return see_other("admin.groups.show", group_id=group_id)


def said(number: int, found: Listed, *, is_adding: bool) -> str:
    """What became of the list, with how many of it belong to nobody."""
    if is_adding:
        done = ngettext("%(num)s person was put into the group.", "%(num)s people were put into the group.", number)
    else:
        done = ngettext("%(num)s person was taken out of the group.", "%(num)s people were taken out of the group.", number)
    if not found.missing:
        return done
    missing = ngettext("%(num)s address was not found.", "%(num)s addresses were not found.", len(found.missing))
    return _("%(done)s %(missing)s", done=done, missing=missing)
