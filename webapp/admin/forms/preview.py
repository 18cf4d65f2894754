"""The form as people will meet it: the real engine over the draft. Nothing is saved; answers travel in the page, sealed."""

from typing import Any, cast

from flask import Blueprint, current_app, render_template, request
from itsdangerous import BadSignature, URLSafeSerializer
from werkzeug.datastructures import MultiDict

from webapp.access import needs
from webapp.admin.forms.inputs import ExampleInputs
from webapp.admin.forms.persona import Persona, persona
from webapp.admin.forms.saving import building
from webapp.kinds.file import File
from webapp.kinds.rows import control_name
from webapp.languages import _
from webapp.models.answering import Filling
from webapp.models.definition import Page
from webapp.models.row_change import read_row_change

bp = Blueprint("preview", __name__)


@bp.get("/<int:form_id>/preview")
@needs("forms:read")
def show(form_id: int) -> Any:
    """Any page by its uid, else the first."""
    here = building(form_id)
    who = persona(here)
    filling = filled(who)
    if not filling.pages:
        return render_template("admin/forms/preview/empty.html", here=here, form=here.form)
    page = here.definition.page(request.args.get("page", "")) or filling.pages[0]
    return asked(who, filling, filling.inputs(page)), 422 if who.inputs.errors else 200


@bp.post("/<int:form_id>/preview/<uid>")
@needs("forms:read")
def answer(form_id: int, uid: str) -> Any:
    """Continue or back: a page that comes back is an answer like any other, for nothing has changed."""
    here = building(form_id)
    page = here.page_or_404(uid)
    who = persona(here)
    before = filled(who)
    inputs = before.inputs(page, form=with_examples(page))
    wanted = request.form.get("_do", "continue")
    is_changed = inputs.change_rows(read_row_change(wanted))
    is_good = inputs.validate()
    after = before.merged(inputs, is_done=not is_changed)
    if is_changed:
        return asked(who, after, after.inputs(page)), 200
    if wanted == "back":
        return asked(who, after, after.inputs(after.page_before(page) or page)), 200
    if not is_good:
        return asked(who, after, inputs), 422
    following = after.next_after(page)
    if following is None:
        values = {"who": who, "filling": after, "example": ExampleInputs(formdata=None), "kept": sealed(after)}
        return render_template("admin/forms/preview/check.html", here=here, form=here.form, **values)
    return asked(who, after, after.inputs(following)), 200


def with_examples(page: Page) -> MultiDict[str, Any]:
    """What was posted. Nothing is uploaded in a preview: where files are asked for, an example stands in."""
    form: MultiDict[str, Any] = MultiDict(request.form.items(multi=True))
    for question in page.items:
        if isinstance(question.kind, File):
            form.add(question.uid, question.kind.sample(question.settings))
        for inner in question.items:
            for row_id in form.getlist(f"{question.uid}-row") if isinstance(inner.kind, File) else ():
                form.add(control_name(question.uid, row_id, inner.uid), cast(File, inner.kind).sample(inner.settings))
    return form


def asked(who: Persona, filling: Filling, inputs: Any) -> str:
    return render_template(
        "admin/forms/preview/show.html",
        here=who.here,
        form=who.here.form,
        who=who,
        heading=filling.title_of(inputs.page) or who.here.called(inputs.page.uid),
        inputs=inputs,
        page=inputs.page,
        steps_text=str(filling.progress(inputs.page)) if inputs.page in filling.pages else _("Not shown with these answers"),
        is_first=filling.page_before(inputs.page) is None,
        kept=sealed(filling),
        example=ExampleInputs(formdata=None),
    )


def filled(who: Persona) -> Filling:
    """What was answered so far in this preview; a seal that is broken, or of another form, holds nothing."""
    try:
        form_id, answers, raw = sealer().loads(request.form.get("_kept", ""))
    except (BadSignature, ValueError):
        form_id, answers, raw = 0, {}, {}
    known = (answers, raw) if form_id == who.here.form.id else ({}, {})
    return Filling(who.here.definition, known[0], known[1], who.language, today=who.day)


def sealed(filling: Filling) -> str:
    form_id = (request.view_args or {})["form_id"]
    return str(sealer().dumps([form_id, filling.answers, filling.raw]))


def sealer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["LODGE"].secret_key, "preview")
