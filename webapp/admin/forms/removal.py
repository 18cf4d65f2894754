"""Removing a question or a page: asked first, with what speaks of it, and what should become of that."""

from collections.abc import Iterable
from typing import Any

from flask import Blueprint, flash, render_template

from webapp.access import needs
from webapp.admin.forms.inputs import RestInputs
from webapp.admin.forms.saving import Building, building, save
from webapp.inputs import Inputs
from webapp.kinds.wording import quoted
from webapp.languages import _
from webapp.models import outline
from webapp.models.condition_edits import without_questions
from webapp.responses import see_other, status

bp = Blueprint("removal", __name__)


@bp.route("/<int:form_id>/questions/<uid>/remove", methods=["GET", "POST"])
@needs("forms:write")
def question(form_id: int, uid: str) -> Any:
    here = building(form_id)
    inside = [inner.uid for inner in here.question_or_404(uid).items]
    page = here.definition.page_of(uid)
    answer = remove(here, uid, [uid, *inside], lambda document: outline.remove_question(document, uid))
    return answer or see_other("admin.forms.outline.show", form_id=form_id, _anchor=f"page-{page.uid}" if page else None)


@bp.route("/<int:form_id>/pages/<uid>/remove", methods=["GET", "POST"])
@needs("forms:write")
def page(form_id: int, uid: str) -> Any:
    here = building(form_id)
    questions = [one.uid for item in here.page_or_404(uid).items for one in (item, *item.items)]
    answer = remove(here, uid, questions, lambda document: outline.remove_page(document, uid))
    return answer or see_other("admin.forms.outline.show", form_id=form_id)


def remove(here: Building, uid: str, gone: list[str], edit: Any) -> Any:
    """The page that asks, or None once it is done. `gone`: the questions that go."""
    speaking = dependants(here, {uid, *gone}, gone)
    inputs: Any = RestInputs() if speaking else Inputs()
    if not inputs.validate_on_submit():
        template = "admin/forms/removal/page.html" if here.definition.page(uid) else "admin/forms/removal/question.html"
        values = {"here": here, "form": here.form, "uid": uid, "gone": gone, "speaking": speaking, "inputs": inputs}
        return render_template(template, **values), status(inputs)
    drop = bool(speaking) and inputs.rest.data == "drop"
    save(
        here.form.id,
        lambda document: without_questions(edit(document), gone) if drop else edit(document),
        f"Removed “{here.called(uid)}”",
    )
    flash(_("Removed “%(name)s”. Undo brings it back.", name=here.called(uid)), "good")
    return None


def dependants(here: Building, going: set[str], gone: Iterable[str]) -> list[str]:
    """The names of pages, questions and rules outside of what goes that speak of it."""
    found = dict.fromkeys(one for uid in gone for one in outline.dependants(here.definition, uid) if one not in going)
    rules = {rule.uid: here.words(rule.message) for rule in here.definition.rules}
    return [_("the rule “%(rule)s”", rule=rules[uid]) if uid in rules else quoted(here.called(uid)) for uid in found]
