"""Finding a question in a long form."""

from flask import Blueprint, render_template, request

from webapp.access import needs
from webapp.admin.forms.saving import building
from webapp.models.question_search import found_questions

LONGEST = 200

bp = Blueprint("search", __name__)


@bp.get("/<int:form_id>/search")
@needs("forms:read")
def index(form_id: int) -> str:
    here = building(form_id)
    text = request.args.get("q", "").strip()[:LONGEST]
    found = found_questions(here.definition, text)
    return render_template("admin/forms/search/index.html", here=here, form=here.form, text=text, found=found)
