"""How a computed question is calculated: term by term, said in words."""

from typing import Any

from flask import Blueprint, abort, flash, render_template, request
from werkzeug.wrappers import Response

from webapp.access import needs
from webapp.admin.forms.rule_inputs import TermInputs
from webapp.admin.forms.saving import Building, building, save
from webapp.inputs import whole_number
from webapp.models.calculation_checks import COMPUTED
from webapp.models.edit_words import edit_in_words
from webapp.models.expression_reading import operand_of
from webapp.models.expression_words import expression_words
from webapp.models.outline import set_calculation
from webapp.models.rule_edits import terms_of
from webapp.responses import see_other, status

bp = Blueprint("calculations", __name__)


@bp.route("/<int:form_id>/calculations/<uid>", methods=["GET", "POST"])
@needs("forms:write")
def show(form_id: int, uid: str) -> Any:
    """The calculation in words, its terms, and one more term."""
    here = building(form_id)
    terms = terms_at(here, uid)
    inputs = TermInputs.of(here, uid)
    if inputs.validate_on_submit():
        return changed(here, uid, [*terms, inputs.term])
    return render_template(
        "admin/forms/calculations/show.html",
        here=here,
        form=here.form,
        inputs=inputs,
        uid=uid,
        terms=[in_words(here, {"sum": [one]}) for one in terms],
        whole=in_words(here, {"sum": terms}) if terms else "",
    ), status(inputs)


@bp.post("/<int:form_id>/calculations/<uid>/drop")
@needs("forms:write")
def drop(form_id: int, uid: str) -> Response:
    """Take one term out."""
    here = building(form_id)
    at = request.form.get("line", -1, type=whole_number)
    return changed(here, uid, [one for place, one in enumerate(terms_at(here, uid)) if place != at])


def changed(here: Building, uid: str, terms: list[Any]) -> Response:
    what = f"Changed how “{here.called(uid)}” is calculated"
    save(here.form.id, lambda document: set_calculation(document, uid, {"sum": terms} if terms else None), what, uid)
    flash(f"{edit_in_words(what)}.", "good")
    return see_other(".show", form_id=here.form.id, uid=uid)


def terms_at(here: Building, uid: str) -> list[Any]:
    if here.question_or_404(uid).kind_name != COMPUTED:
        abort(404)
    return terms_of(next((one["expr"] for one in here.definition.document.get("calc", ()) if one["uid"] == uid), None))


def in_words(here: Building, expression: Any) -> str:
    return expression_words(operand_of(expression), here.definition, here.language)
