"""Rules across questions: what must hold between answers, and what people are told where it does not."""

from typing import Any

from flask import Blueprint, abort, flash, render_template, request
from werkzeug.wrappers import Response

from webapp.access import needs
from webapp.admin.forms.inputs import in_words
from webapp.admin.forms.logic_inputs import SubjectInputs
from webapp.admin.forms.rule_inputs import RuleInputs, keys_of, rule_line, rule_line_inputs, subject_of, suggestion
from webapp.admin.forms.saving import Building, building, save
from webapp.inputs import whole_number
from webapp.languages import _
from webapp.models import rule_edits
from webapp.models.condition_edits import joined, lines_of
from webapp.models.definition import Question
from webapp.models.edit_words import edit_in_words
from webapp.responses import see_other, status

bp = Blueprint("rules", __name__)


@bp.route("/<int:form_id>/rules/new", methods=["GET", "POST"])
@needs("forms:write")
def new(form_id: int) -> Any:
    """Step 1: which answer the rule is about."""
    here = building(form_id)
    inputs = SubjectInputs()
    inputs.subject.choices = keys_of(here)
    if inputs.validate_on_submit():
        return see_other(".create", form_id=form_id, subject=inputs.subject.data)
    return render_template("admin/forms/rules/new.html", here=here, form=here.form, inputs=inputs), status(inputs)


@bp.route("/<int:form_id>/rules/create", methods=["GET", "POST"])
@needs("forms:write")
def create(form_id: int) -> Any:
    """Step 2: how it must be. The sentence for people follows from that, and can be changed."""
    here = building(form_id)
    key, subject = chosen(here)
    inputs = rule_line_inputs(here, key, subject)
    if not inputs.validate_on_submit():
        return line_page(here, inputs, key, "")
    added, message = "", suggestion(here, key, inputs)

    def edit(document: rule_edits.Document) -> rule_edits.Document:
        nonlocal added
        holds = {"all": [rule_line(key, subject, inputs)]}
        longer, added = rule_edits.add_rule(document, subject.uid, holds, {here.language: message})
        return longer

    what = f"Added the rule “{message}”"
    save(form_id, edit, what)
    flash(f"{edit_in_words(what)}.", "good")
    return see_other(".show", form_id=form_id, uid=added)


@bp.route("/<int:form_id>/rules/<uid>", methods=["GET", "POST"])
@needs("forms:write")
def show(form_id: int, uid: str) -> Any:
    """One rule: its lines, what people are told, and at which question."""
    here = building(form_id)
    rule = rule_or_404(here, uid)
    message = rule["message"].get(here.language, "")
    inputs = RuleInputs(data={"message": message, "at": rule["at"]})
    inputs.at.choices = {one.uid: here.called(one.uid) for one in here.definition.every_question if one.is_answered}
    if inputs.validate_on_submit():
        words = in_words(inputs.message.data, here.language, rule["message"])
        return changed(here, uid, message=words, at=inputs.at.data)
    mode, lines = lines_of(rule["assert"])
    return render_template(
        "admin/forms/rules/show.html",
        here=here,
        form=here.form,
        inputs=inputs,
        uid=uid,
        mode=mode,
        lines=[here.sentence(one) for one in lines],
        subjects=keys_of(here),
    ), status(inputs)


@bp.route("/<int:form_id>/rules/<uid>/add", methods=["GET", "POST"])
@needs("forms:write")
def add(form_id: int, uid: str) -> Any:
    """One more line."""
    here = building(form_id)
    mode, lines = lines_of(rule_or_404(here, uid)["assert"])
    key, subject = chosen(here)
    inputs = rule_line_inputs(here, key, subject)
    if not inputs.validate_on_submit():
        return line_page(here, inputs, key, uid)
    return changed(here, uid, **{"assert": joined(mode, [*lines, rule_line(key, subject, inputs)])})


@bp.post("/<int:form_id>/rules/<uid>/drop")
@needs("forms:write")
def drop(form_id: int, uid: str) -> Response:
    """Take one line out; a rule without any is none."""
    here = building(form_id)
    mode, lines = lines_of(rule_or_404(here, uid)["assert"])
    at = request.form.get("line", -1, type=whole_number)
    left = [one for place, one in enumerate(lines) if place != at]
    return changed(here, uid, **{"assert": joined(mode, left)}) if left else removed(here, uid)


@bp.post("/<int:form_id>/rules/<uid>/mode")
@needs("forms:write")
def mode(form_id: int, uid: str) -> Response:
    """Whether all lines must hold, or any of them."""
    here = building(form_id)
    before, lines = lines_of(rule_or_404(here, uid)["assert"])
    return changed(here, uid, **{"assert": joined("any" if before == "all" else "all", lines)})


@bp.post("/<int:form_id>/rules/<uid>/remove")
@needs("forms:write")
def remove(form_id: int, uid: str) -> Response:
    here = building(form_id)
    rule_or_404(here, uid)
    return removed(here, uid)


def changed(here: Building, uid: str, **fields: Any) -> Response:
    what = f"Changed the rule “{told(here, uid)}”"
    save(here.form.id, lambda document: rule_edits.change_rule(document, uid, **fields), what)
    flash(f"{edit_in_words(what)}.", "good")
    return see_other(".show", form_id=here.form.id, uid=uid)


def removed(here: Building, uid: str) -> Response:
    what = f"Removed the rule “{told(here, uid)}”"
    save(here.form.id, lambda document: rule_edits.remove_rule(document, uid), what)
    flash(_("%(edit)s. Undo brings it back.", edit=edit_in_words(what)), "good")
    return see_other("admin.forms.logic.index", form_id=here.form.id)


def line_page(here: Building, inputs: Any, key: str, uid: str) -> tuple[str, int]:
    body = render_template(
        "admin/forms/rules/line.html", here=here, form=here.form, inputs=inputs, uid=uid, key=key, name=keys_of(here)[key]
    )
    return body, status(inputs)


def chosen(here: Building) -> tuple[str, Question]:
    """(key, question) that the address names."""
    key = request.args.get("subject", "")
    return key, subject_of(here, key) or abort(404)


def rule_or_404(here: Building, uid: str) -> dict[str, Any]:
    return rule_edits.rule_of(here.definition.document, uid) or abort(404)


def told(here: Building, uid: str) -> str:
    return here.words(rule_or_404(here, uid)["message"])
