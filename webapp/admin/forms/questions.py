"""The questions of a form: choose a kind, say what it asks, change it, copy it; each beside what people will see."""

from typing import Any

from flask import Blueprint, abort, flash, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp.access import needs
from webapp.admin.forms.differences import differences
from webapp.admin.forms.inputs import KindInputs
from webapp.admin.forms.logic_inputs import subjects
from webapp.admin.forms.question_inputs import QuestionPage, document_of
from webapp.admin.forms.sample import drawn
from webapp.admin.forms.saving import Building, building, changed_meanwhile, save
from webapp.kinds import KINDS, Kind
from webapp.languages import _
from webapp.models import outline
from webapp.models.calculation_checks import COMPUTED
from webapp.models.definition import Page, Question
from webapp.models.definition_reading import IN_ROWS
from webapp.models.edit_words import edit_in_words
from webapp.models.form_draft import Stale
from webapp.responses import see_other, status

bp = Blueprint("questions", __name__)


@bp.route("/<int:form_id>/questions/new", methods=["GET", "POST"])
@needs("forms:write")
def new(form_id: int) -> Any:
    """Step 1: the kind."""
    here = building(form_id)
    page, after = place(here)
    inputs = KindInputs()
    offered = {name: kind for name, kind in KINDS.items() if name in IN_ROWS or isinstance(page, Page)}
    inputs.kind.choices = {name: str(kind.title) for name, kind in offered.items()}
    if inputs.validate_on_submit():
        return see_other(".create", form_id=form_id, kind=inputs.kind.data, page=page.uid, after=after)
    if inputs.errors:
        inputs.kind.errors = [_("Select a kind of question")]
    kinds = [
        {"value": name, "label": str(kind.title), "hint": introduced(kind), "selected": name == inputs.kind.data}
        for name, kind in offered.items()
    ]
    return render_template(
        "admin/forms/questions/new.html", here=here, form=here.form, inputs=inputs, kinds=kinds, page=page, after=after
    ), status(inputs)


@bp.route("/<int:form_id>/questions/new/<kind>", methods=["GET", "POST"])
@needs("forms:write")
def create(form_id: int, kind: str) -> Any:
    """Step 2: its words and settings."""
    here = building(form_id)
    page, after = place(here)
    inputs = begun(here, kind, page)
    if request.method == "POST" and inputs.validate():
        added = ""

        def edit(document: outline.Document) -> outline.Document:
            nonlocal added
            longer, added = outline.add_question(document, page.uid, inputs.item(), None)
            return outline.move_question(longer, added, page.uid, after)

        what = f"Added {named(inputs)}"
        save(form_id, edit, what, page.uid)
        flash(f"{edit_in_words(what)}.", "good")
        if kind == COMPUTED:
            return see_other("admin.forms.calculations.show", form_id=form_id, uid=added)
        return see_other("admin.forms.outline.show", form_id=form_id, _anchor=f"q-{added}")
    values = {"inputs": inputs, "page": page, "after": after, "earlier": before(here, page, after)}
    body = render_template("admin/forms/questions/create.html", here=here, form=here.form, **values)
    return body, 422 if inputs.errors else 200


@bp.route("/<int:form_id>/questions/<uid>", methods=["GET", "POST"])
@needs("forms:write")
def edit(form_id: int, uid: str) -> Any:
    here = building(form_id)
    question = here.question_or_404(uid)
    item, is_in_row = document_of(question, here.definition.document), here.definition.group_of(uid) is not None
    inputs = QuestionPage(question.kind, item, here.language, is_posted=request.method == "POST", is_in_row=is_in_row)
    if request.method == "POST" and inputs.validate():
        try:
            changed = inputs.item()
            save(form_id, lambda document: outline.replace_question(document, uid, changed), f"Changed {named(inputs)}", uid)
        except Stale as stale:
            theirs = QuestionPage(question.kind, item, here.language, is_posted=False, is_in_row=is_in_row)
            return changed_meanwhile(stale, differences(inputs, theirs))
        flash(saved(inputs), "good")
        return see_other(".edit", form_id=form_id, uid=uid)
    return render_template(
        "admin/forms/questions/edit.html",
        here=here,
        form=here.form,
        inputs=inputs,
        question=question,
        earlier=subjects(here.definition, uid),
        sample=drawn(item, here.language),
    ), 422 if inputs.errors else 200


@bp.post("/<int:form_id>/questions/<uid>/duplicate")
@needs("forms:write")
def duplicate(form_id: int, uid: str) -> Response:
    name = building(form_id).called(uid)
    added = ""

    def edit(document: outline.Document) -> outline.Document:
        nonlocal added
        longer, added = outline.duplicate_question(document, uid)
        return longer

    save(form_id, edit, f"Duplicated “{name}”", uid)
    flash(_("Duplicated “%(name)s”. The copy stands below it.", name=name), "good")
    return see_other("admin.forms.outline.show", form_id=form_id, _anchor=f"q-{added}")


@bp.post("/<int:form_id>/questions/sample/<kind>")
@needs("forms:write")
def sample(form_id: int, kind: str) -> str:
    """What people would see of the question as it is typed now: a fragment, for live preview."""
    here = building(form_id)
    inputs = QuestionPage(KINDS.get(kind) or abort(404), {}, here.language, is_posted=True)
    inputs.validate()
    return render_template("admin/forms/questions/sample.html", sample=drawn(inputs.item(), here.language))


def introduced(kind: Kind) -> str:
    """What a kind is for, with an answer to it."""
    return _("%(description)s For example: %(example)s", description=kind.description, example=kind.example)


def place(here: Building) -> tuple[Page | Question, str | None]:
    """Where a new question goes, from the address: (page or group, the question before it or None for first)."""
    page = here.holder(request.args.get("page", "")) or (here.definition.pages or (abort(404),))[-1]
    after = request.args.get("after")
    if after is None and page.items and ("page" not in request.args or isinstance(page, Question)):
        after = page.items[-1].uid
    return page, after if any(item.uid == after for item in page.items) else None


def begun(here: Building, kind: str, page: Page | Question) -> QuestionPage:
    """The inputs of a new question."""
    is_posted, is_in_row = request.method == "POST", isinstance(page, Question)
    return QuestionPage(KINDS.get(kind) or abort(404), {}, here.language, is_posted=is_posted, is_in_row=is_in_row)


def before(here: Building, page: Page | Question, after: str | None) -> list[Question]:
    """The questions before a new one whose answers its words may repeat; none of its own row."""
    uids = [item.uid for item in page.items]
    count = uids.index(after) + 1 if after and isinstance(page, Page) else 0
    return [*subjects(here.definition, page.uid), *(item for item in page.items[:count] if item.is_answered)]


def named(inputs: QuestionPage) -> str:
    """As the list of edits keeps it."""
    return f"“{inputs.common.label.data}”" if inputs.kind.is_answered else "guidance"


def saved(inputs: QuestionPage) -> str:
    if inputs.kind.is_answered:
        return _("Saved “%(name)s”.", name=inputs.common.label.data)
    return _("Saved guidance.")


def back(form_id: int) -> str:
    return url_for("admin.forms.outline.show", form_id=form_id)
