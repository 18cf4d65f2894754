"""What stands before publishing, at any time; and example people whose answers are tried on the form as it is now."""

from typing import Any

from flask import Blueprint, abort, flash, render_template
from flask_login import current_user
from werkzeug.wrappers import Response

from webapp.access import needs
from webapp.admin.forms.inputs import ExampleInputs
from webapp.admin.forms.persona import persona
from webapp.admin.forms.preview import filled, sealed
from webapp.admin.forms.saving import building
from webapp.database import writing
from webapp.extensions import db
from webapp.inputs import Inputs
from webapp.languages import _
from webapp.models.form import Form
from webapp.models.form_example import MOST, FormExample, checked
from webapp.responses import see_other, status

bp = Blueprint("checks", __name__)


@bp.get("/<int:form_id>/checks")
@needs("forms:read")
def index(form_id: int) -> str:
    here = building(form_id)
    problems, examples = here.form.problems(here.definition), checked(form_id, here.definition)
    return render_template("admin/forms/checks/index.html", here=here, form=here.form, problems=problems, examples=examples)


@bp.post("/<int:form_id>/checks/keep")
@needs("forms:write")
def keep(form_id: int) -> Any:
    """What was typed in a preview becomes an example."""
    here = building(form_id)
    who, inputs = persona(here), ExampleInputs()
    filling = filled(who)
    is_good = inputs.validate_on_submit()
    if is_good and FormExample.count_of(form_id) >= MOST:
        is_good = not inputs.refuse("name", _("Remove an example first: a form has %(most)s at most", most=MOST))
    if is_good:
        with writing():
            FormExample.keep(db.session.get_one(Form, form_id), inputs.name.data or "", filling, by=current_user)
        flash(_("Kept as the example “%(name)s”.", name=inputs.name.data), "good")
        return see_other(".index", form_id=form_id)
    values = {"who": who, "filling": filling, "example": inputs, "kept": sealed(filling)}
    return render_template("admin/forms/preview/check.html", here=here, form=here.form, **values, inputs=inputs), status(inputs)


@bp.post("/<int:form_id>/checks/<int:example_id>/expect")
@needs("forms:write")
def expect(form_id: int, example_id: int) -> Response:
    """What comes of it now is right."""
    name = example_or_404(form_id, example_id).name
    definition = building(form_id).definition
    with writing():
        example_or_404(form_id, example_id).expect(definition, by=current_user, form=db.session.get_one(Form, form_id))
    flash(_("From now on “%(name)s” is expected to come out like this.", name=name), "good")
    return see_other(".index", form_id=form_id, _anchor=f"example-{example_id}")


@bp.route("/<int:form_id>/checks/<int:example_id>/remove", methods=["GET", "POST"])
@needs("forms:write")
def remove(form_id: int, example_id: int) -> Any:
    here, example = building(form_id), example_or_404(form_id, example_id)
    name = example.name
    if Inputs().validate_on_submit():
        with writing():
            example_or_404(form_id, example_id).remove(by=current_user, form=db.session.get_one(Form, form_id))
        flash(_("The example “%(name)s” was removed.", name=name), "good")
        return see_other(".index", form_id=form_id)
    return render_template("admin/forms/checks/remove.html", here=here, form=here.form, example=example)


def example_or_404(form_id: int, example_id: int) -> FormExample:
    example = db.session.get(FormExample, example_id)
    return example if example is not None and example.form_id == form_id else abort(404)
