"""A form's settings: its words, who fills it in and who reviews it, when it is open, how many it takes."""

from typing import Any

from flask import Blueprint, flash, render_template
from sqlalchemy import exists, select

from webapp.access import needs
from webapp.admin.forms.differences import differences
from webapp.admin.forms.saving import Building, building, changed_meanwhile, save
from webapp.admin.forms.settings_inputs import SettingsInputs, shown_settings
from webapp.database import read
from webapp.extensions import db
from webapp.languages import _
from webapp.models.form import Form
from webapp.models.form_draft import Stale
from webapp.models.group import Group
from webapp.responses import see_other, status

bp = Blueprint("settings", __name__)


@bp.route("/<int:form_id>/settings", methods=["GET", "POST"])
@needs("forms:write")
def edit(form_id: int) -> Any:
    here = building(form_id)
    inputs = with_groups(here, SettingsInputs(data=shown_settings(here.definition, here.form.slug)))
    if inputs.validate_on_submit() and is_free(here, inputs):
        try:
            save(form_id, lambda document: inputs.changed(document, here.form.slug), "Changed the settings", "settings")
        except Stale as stale:
            saved = shown_settings(here.definition, here.form.slug)
            return changed_meanwhile(stale, differences(inputs, with_groups(here, SettingsInputs(None, data=saved))))
        flash(_("Saved. People see it once you publish."), "good")
        return see_other(".edit", form_id=form_id)
    return render_template("admin/forms/settings/edit.html", here=here, form=here.form, inputs=inputs), status(inputs)


def with_groups(here: Building, inputs: SettingsInputs) -> SettingsInputs:
    """Offer the groups there are, and those that the settings name and nobody has any more."""
    known = list(read(select(Group.name).order_by(Group.name_key)).scalars())
    for field, named in (
        (inputs.audience, here.definition.settings.audience),
        (inputs.reviewers, here.definition.settings.reviewers),
    ):
        lost = [name for name in named if name not in known]
        field.choices = dict(
            [(name, name) for name in known] + [(name, _("%(group)s (no longer there)", group=name)) for name in lost]
        )
    return inputs


def is_free(here: Building, inputs: SettingsInputs) -> bool:
    taken = db.session.scalar(select(exists().where(Form.slug == inputs.slug.data, Form.id != here.form.id)))
    return not taken or not inputs.refuse("slug", _("Another form already has that address. Enter a different one."))
