"""Moving a question: one place up or down, or to any place by two lists."""

from typing import Any

from flask import Blueprint, flash, render_template
from werkzeug.wrappers import Response
from wtforms import SelectField
from wtforms.validators import InputRequired

from webapp.access import needs
from webapp.admin.forms.saving import Building, building, save
from webapp.inputs import Inputs
from webapp.languages import _, _l
from webapp.models import outline
from webapp.models.definition import Definition, Question
from webapp.models.definition_reading import IN_ROWS
from webapp.responses import see_other, status

bp = Blueprint("moves", __name__)
FIRST, LAST = "first", "last"


class MoveInputs(Inputs):
    page = SelectField(_l("Page"), [InputRequired(_l("Select a page"))])
    after = SelectField(_l("Place on the page"), [InputRequired(_l("Select a place"))])


@bp.post("/<int:form_id>/questions/<uid>/up")
@needs("forms:write")
def up(form_id: int, uid: str) -> Response:
    return shift(form_id, uid, -1)


@bp.post("/<int:form_id>/questions/<uid>/down")
@needs("forms:write")
def down(form_id: int, uid: str) -> Response:
    return shift(form_id, uid, 1)


def shift(form_id: int, uid: str, step: int) -> Response:
    here = building(form_id)
    here.question_or_404(uid)
    draft = save(form_id, lambda document: outline.shift_question(document, uid, step), f"Moved “{here.called(uid)}”")
    return arrived(form_id, uid, draft.parsed)


@bp.route("/<int:form_id>/questions/<uid>/move", methods=["GET", "POST"])
@needs("forms:write")
def move(form_id: int, uid: str) -> Any:
    here = building(form_id)
    question = here.question_or_404(uid)
    inputs = MoveInputs(data=stands(here, question))
    inputs.page.choices = dict(holders(here, question))
    inputs.after.choices = dict(places(here, question))
    if inputs.validate_on_submit() and fits(here, inputs):
        after = before_it(here, inputs.page.data, inputs.after.data, uid)
        what = f"Moved “{here.called(uid)}”"
        draft = save(form_id, lambda document: outline.move_question(document, uid, inputs.page.data, after), what)
        return arrived(form_id, uid, draft.parsed)
    name = here.called(uid)
    return render_template("admin/forms/moves/move.html", here=here, form=here.form, inputs=inputs, name=name), status(inputs)


def arrived(form_id: int, uid: str, definition: Definition) -> Response:
    """Back to the question in the outline, saying where it stands now."""
    order = [question.uid for question in definition.every_question]
    flash(_("Moved to position %(place)s of %(all)s.", place=order.index(uid) + 1, all=len(order)), "good")
    return see_other("admin.forms.outline.show", form_id=form_id, _anchor=f"q-{uid}")


def numbered(here: Building) -> list[tuple[int, Any]]:
    return list(enumerate(here.definition.pages, 1))


def stands(here: Building, question: Question) -> dict[str, str]:
    """Where it is now, as the two lists show it."""
    page = here.holder_of(question.uid)
    items = [item.uid for item in page.items] if page else []
    at = items.index(question.uid)
    return {"page": page.uid if page else "", "after": items[at - 1] if at else FIRST}


def places(here: Building, moved: Question) -> list[tuple[str, str]]:
    offered = [(FIRST, _("At the beginning of the page")), (LAST, _("At the end of the page"))]
    for number, page in numbered(here):
        for item in (one for outer in page.items for one in (outer, *outer.items)):
            if item.uid != moved.uid and here.definition.group_of(item.uid) is not moved:
                offered.append(
                    (item.uid, _("Page %(number)s, after “%(question)s”", number=number, question=here.called(item.uid)))
                )
    return offered


def holders(here: Building, moved: Question) -> list[tuple[str, str]]:
    """The pages, and the groups on them for what may stand in a group."""
    offered = []
    for number, page in numbered(here):
        offered.append((page.uid, f"{number}. {here.called(page.uid)}"))
        groups = (item for item in page.items if item.is_group and moved.kind_name in IN_ROWS)
        offered += [(group.uid, f"– {here.called(group.uid)}") for group in groups]
    return offered


def fits(here: Building, inputs: MoveInputs) -> bool:
    page = here.holder_of(inputs.after.data)
    if page is None or page.uid == inputs.page.data:
        return True
    name = here.called(inputs.after.data)
    return not inputs.refuse("after", _("“%(question)s” is not on that page: select a place on it", question=name))


def before_it(here: Building, page_uid: str, after: str, uid: str) -> str | None:
    """The question that it will stand after; None for the first place."""
    if after not in (FIRST, LAST):
        return after
    page = here.holder(page_uid)
    others = [item.uid for item in page.items if item.uid != uid] if page else []
    return others[-1] if after == LAST and others else None
