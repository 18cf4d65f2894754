"""Publishing: what would change, what that means for people who are filling it in, and the button."""

from typing import Any

from flask import Blueprint, flash, render_template
from flask_login import current_user
from sqlalchemy import func, select

from webapp.access import needs
from webapp.admin.forms.inputs import PublishInputs
from webapp.admin.forms.saving import Building, building, seen_rev
from webapp.database import read, writing
from webapp.extensions import db
from webapp.languages import _, mark
from webapp.models.changes import changes
from webapp.models.draft import Draft
from webapp.models.form import Form
from webapp.models.form_example import checked
from webapp.models.publishing import CannotPublish
from webapp.responses import see_other

bp = Blueprint("publish", __name__)
MEANING = {
    "first": mark("It opens to its audience. Nobody has a draft of it yet."),
    "cosmetic": mark("Drafts move to the new version without anybody noticing."),
    "additive": mark("Drafts move to the new version; people are asked only what is new."),
    "tightening": mark("Drafts move to the new version; people see which of their answers need mending."),
    "breaking": mark("Drafts stay on the version that people began with for 7 days, with a note of the date. Then they move."),
    "identity": mark("Drafts move to the new version; people are asked for their consent again."),
}


@bp.get("/<int:form_id>/publish")
@needs("forms:publish")
def show(form_id: int) -> str:
    return page(building(form_id), PublishInputs(formdata=None))


@bp.post("/<int:form_id>/publish")
@needs("forms:publish")
def publish(form_id: int) -> Any:
    inputs = PublishInputs()
    here = building(form_id)
    if not inputs.validate_on_submit():
        return page(here, inputs), 422
    try:
        with writing():
            form = db.session.get_one(Form, form_id)
            version = form.publish(by=current_user, note=inputs.note.data or "", rev=seen_rev())
    except CannotPublish:
        return page(building(form_id), inputs), 422
    flash(_("Version %(number)s is published.", number=version.number), "good")
    return see_other("admin.forms.outline.show", form_id=form_id)


def page(here: Building, inputs: PublishInputs) -> str:
    version = here.form.current_version
    drafts = read(select(func.count()).select_from(Draft).where(Draft.form_id == here.form.id)).scalar()
    difference = changes(version.parsed if version else None, here.definition)
    return render_template(
        "admin/forms/publish/show.html",
        here=here,
        form=here.form,
        inputs=inputs,
        problems=here.form.problems(here.definition),
        changes=difference,
        meaning=_(MEANING[difference.change_class]),
        version=version,
        surprises=sum(bool(one.differences) for one in checked(here.form.id, here.definition)),
        drafts=drafts,
    )
