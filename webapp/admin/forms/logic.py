"""When questions and pages are shown: all conditions in sentences, and one of them line by line."""

from typing import Any

from flask import Blueprint, abort, flash, render_template, request
from werkzeug.wrappers import Response

from webapp.access import needs
from webapp.admin.forms.logic_inputs import CompareInputs, PartInputs, SubjectInputs, compare_inputs, subjects
from webapp.admin.forms.saving import Building, building, save
from webapp.inputs import whole_number
from webapp.languages import _
from webapp.models.calculation_checks import COMPUTED
from webapp.models.condition_edits import joined, line, lines_of
from webapp.models.edit_words import edit_in_words
from webapp.models.expression_words import expression_words
from webapp.models.outline import Document, change_page, change_question
from webapp.responses import see_other, status

bp = Blueprint("logic", __name__)


@bp.route("/<int:form_id>/logic", methods=["GET", "POST"])
@needs("forms:read")
def index(form_id: int) -> Any:
    here = building(form_id)
    inputs = PartInputs()
    inputs.part.choices = dict(parts(here))
    if inputs.validate_on_submit():
        return see_other(".show", form_id=form_id, uid=inputs.part.data)
    return render_template(
        "admin/forms/logic/index.html",
        here=here,
        form=here.form,
        inputs=inputs,
        conditions=[(uid, here.called(uid), here.sentence(show)) for uid, show in here.conditions()],
        calculations=calculations(here),
    ), status(inputs)


def calculations(here: Building) -> list[tuple[str, str, str]]:
    """(uid, name, calculation in words) of every computed question."""
    calc = here.definition.calc
    found = [one.uid for one in here.definition.every_question if one.kind_name == COMPUTED]
    return [
        (uid, here.called(uid), expression_words(calc[uid], here.definition, here.language) if uid in calc else "")
        for uid in found
    ]


@bp.route("/<int:form_id>/logic/<uid>", methods=["GET", "POST"])
@needs("forms:write")
def show(form_id: int, uid: str) -> Any:
    """One condition: its lines, and which question a new line is about."""
    here = building(form_id)
    mode, lines = lines_of(show_of(here, uid))
    inputs = SubjectInputs()
    inputs.subject.choices = {one.uid: here.called(one.uid) for one in subjects(here.definition, uid)}
    if inputs.validate_on_submit():
        return see_other(".add", form_id=form_id, uid=uid, subject=inputs.subject.data)
    words = [here.sentence(one) for one in lines]
    return render_template(
        "admin/forms/logic/show.html", here=here, form=here.form, inputs=inputs, uid=uid, mode=mode, lines=words
    ), status(inputs)


@bp.route("/<int:form_id>/logic/<uid>/add", methods=["GET", "POST"])
@needs("forms:write")
def add(form_id: int, uid: str) -> Any:
    """A new line: how the answer to the chosen question must be."""
    here = building(form_id)
    mode, lines = lines_of(show_of(here, uid))
    asked = {one.uid: one for one in subjects(here.definition, uid)}
    subject = asked.get(request.args.get("subject", "")) or abort(404)
    inputs = compare_inputs(subject, here.language)
    if inputs.validate_on_submit():
        new = line(subject.uid, inputs.op.data, inputs.values, is_list=subject.kind_name == "choices")
        return changed(here, uid, mode, [*lines, new], f"Added to when “{here.called(uid)}” is shown")
    return compare_page(here, uid, subject.uid, inputs)


def compare_page(here: Building, uid: str, subject: str, inputs: CompareInputs) -> tuple[str, int]:
    body = render_template("admin/forms/logic/add.html", here=here, form=here.form, inputs=inputs, uid=uid, subject=subject)
    return body, status(inputs)


@bp.post("/<int:form_id>/logic/<uid>/drop")
@needs("forms:write")
def drop(form_id: int, uid: str) -> Response:
    """Take one line out."""
    here = building(form_id)
    mode, lines = lines_of(show_of(here, uid))
    at = request.form.get("line", -1, type=whole_number)
    left = [one for place, one in enumerate(lines) if place != at]
    return changed(here, uid, mode, left, f"Took a line out of when “{here.called(uid)}” is shown")


@bp.post("/<int:form_id>/logic/<uid>/mode")
@needs("forms:write")
def mode(form_id: int, uid: str) -> Response:
    """Whether all lines must hold, or any of them."""
    here = building(form_id)
    before, lines = lines_of(show_of(here, uid))
    after = "any" if before == "all" else "all"
    return changed(here, uid, after, lines, f"“{here.called(uid)}” is shown if {after} of its conditions hold")


@bp.post("/<int:form_id>/logic/<uid>/clear")
@needs("forms:write")
def clear(form_id: int, uid: str) -> Response:
    here = building(form_id)
    show_of(here, uid)
    return changed(here, uid, "all", [], f"“{here.called(uid)}” is always shown")


def changed(here: Building, uid: str, mode: str, lines: list[Any], what: str) -> Response:
    show = joined(mode, lines)
    change = change_page if here.definition.page(uid) else change_question

    def edit(document: Document) -> Document:
        return change(document, uid, show=show)

    save(here.form.id, edit, what, uid)
    flash(f"{edit_in_words(what)}.", "good")
    return see_other(".show", form_id=here.form.id, uid=uid)


def show_of(here: Building, uid: str) -> Any:
    if here.definition.page(uid) is None:
        here.question_or_404(uid)
    return dict(here.conditions()).get(uid)


def parts(here: Building) -> list[tuple[str, str]]:
    """Every page and question that can have a condition: what comes after at least one answer."""
    offered = []
    for number, page in enumerate(here.definition.pages, 1):
        offered.append((page.uid, _("Page %(number)s: %(title)s", number=number, title=here.called(page.uid))))
        for item in page.items:
            offered.append((item.uid, f"– {here.called(item.uid)}"))
            offered += [(inner.uid, f"– – {here.called(inner.uid)}") for inner in item.items]
    return [(uid, name) for uid, name in offered if subjects(here.definition, uid)]
