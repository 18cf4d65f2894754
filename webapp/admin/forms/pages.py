"""The pages of a form: add, change, move, remove."""

from typing import Any

from flask import Blueprint, flash, render_template, request
from werkzeug.wrappers import Response

from webapp.access import needs
from webapp.admin.forms.differences import differences
from webapp.admin.forms.inputs import PageInputs
from webapp.admin.forms.saving import building, changed_meanwhile, save
from webapp.languages import _
from webapp.models import outline
from webapp.models.form_draft import Stale
from webapp.responses import see_other, status

bp = Blueprint("pages", __name__)


@bp.route("/<int:form_id>/pages/new", methods=["GET", "POST"])
@needs("forms:write")
def new(form_id: int) -> Any:
    here = building(form_id)
    after = request.args.get("after")
    after = after if after and here.definition.page(after) else None
    inputs = PageInputs()
    if inputs.validate_on_submit():
        added = ""

        def edit(document: outline.Document) -> outline.Document:
            nonlocal added
            longer, added = outline.add_page(document, {}, after)
            return outline.change_page(longer, added, **inputs.fields(here.language))

        save(form_id, edit, f"Added the page “{inputs.title.data}”")
        return see_other("admin.forms.outline.show", form_id=form_id, _anchor=f"page-{added}")
    return render_template("admin/forms/pages/new.html", here=here, form=here.form, inputs=inputs), status(inputs)


@bp.route("/<int:form_id>/pages/<uid>", methods=["GET", "POST"])
@needs("forms:write")
def edit(form_id: int, uid: str) -> Any:
    here = building(form_id)
    page = here.page_or_404(uid)
    inputs = PageInputs(data={"title": here.words(page.title), "text": here.words(page.text)})
    if inputs.validate_on_submit():
        fields = inputs.fields(here.language, {"title": page.title, "text": page.text})
        try:
            save(form_id, lambda document: outline.change_page(document, uid, **fields), "Changed a page", uid)
        except Stale as stale:
            theirs = PageInputs(formdata=None, data={"title": here.words(page.title), "text": here.words(page.text)})
            return changed_meanwhile(stale, differences(inputs, theirs))
        return see_other("admin.forms.outline.show", form_id=form_id, _anchor=f"page-{uid}")
    return render_template("admin/forms/pages/edit.html", here=here, form=here.form, inputs=inputs), status(inputs)


@bp.post("/<int:form_id>/pages/<uid>/up")
@needs("forms:write")
def up(form_id: int, uid: str) -> Response:
    return shift(form_id, uid, -1)


@bp.post("/<int:form_id>/pages/<uid>/down")
@needs("forms:write")
def down(form_id: int, uid: str) -> Response:
    return shift(form_id, uid, 1)


def shift(form_id: int, uid: str, step: int) -> Response:
    here = building(form_id)
    order = [page.uid for page in here.definition.pages]
    at = order.index(here.page_or_404(uid).uid)
    goal = min(max(at + step, 0), len(order) - 1)
    others = [one for one in order if one != uid]
    after = others[goal - 1] if goal else None
    name = here.called(uid)
    save(form_id, lambda document: outline.move_page(document, uid, after), f"Moved the page “{name}”")
    flash(_("Moved “%(page)s” to position %(place)s of %(all)s.", page=name, place=goal + 1, all=len(order)), "good")
    return see_other("admin.forms.outline.show", form_id=form_id, _anchor=f"page-{uid}")
