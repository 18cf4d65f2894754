"""The code of a form that is for whoever holds one: made and renewed here, shown once."""

from typing import Any

from flask import Blueprint, current_app, render_template, session, url_for
from flask_login import current_user

from webapp.access import needs
from webapp.admin.forms.saving import building
from webapp.database import writing
from webapp.extensions import db
from webapp.inputs import Inputs
from webapp.models.form import Form
from webapp.models.form_code import made_at, make_code
from webapp.responses import see_other

bp = Blueprint("code", __name__)
# Kept in the cookie of the one who made it until it has been shown.
KEPT = "code_to_show"


@bp.route("/<int:form_id>/code", methods=["GET", "POST"])
@needs("forms:publish")
def show(form_id: int) -> Any:
    here = building(form_id)
    if Inputs().validate_on_submit():
        with writing():
            code = make_code(db.session.get_one(Form, form_id), by=current_user)
        session[KEPT] = [form_id, code]
        return see_other(".show", form_id=form_id)
    kept = session.pop(KEPT, None) or [None, ""]
    code = kept[1] if kept[0] == form_id else ""
    link = current_app.config["LODGE"].base_url + url_for("forms.index.show", slug=here.form.slug, code=code) if code else ""
    shown = {"code": code, "link": link, "made_at": made_at(form_id)}
    return render_template("admin/forms/code/show.html", here=here, form=here.form, **shown)
