"""The versions of a form: a list, one of them, what differs between two, and going back to one."""

from typing import Any

from flask import Blueprint, Response, abort, flash, render_template, request
from sqlalchemy import select
from werkzeug.wrappers import Response as Answer

from webapp.access import needs
from webapp.admin.forms.saving import building, save
from webapp.database import read
from webapp.extensions import db
from webapp.inputs import whole_number
from webapp.languages import _
from webapp.models.changes import changes, class_in_words
from webapp.models.form import Form
from webapp.models.form_version import FormVersion
from webapp.models.user import User
from webapp.responses import see_other

bp = Blueprint("versions", __name__)
LISTED = select(
    FormVersion.id,
    FormVersion.number,
    FormVersion.change_class,
    FormVersion.change_note,
    FormVersion.published_at,
    User.name.label("publisher"),
).outerjoin(User, User.id == FormVersion.published_by)


@bp.get("/<int:form_id>/versions")
@needs("forms:read")
def index(form_id: int) -> str:
    here = building(form_id)
    versions = read(LISTED.where(FormVersion.form_id == form_id).order_by(FormVersion.number.desc())).all()
    return render_template(
        "admin/forms/versions/index.html", here=here, form=here.form, versions=versions, class_in_words=class_in_words
    )


@bp.get("/<int:form_id>/versions/<int:number>")
@needs("forms:read")
def show(form_id: int, number: int) -> str:
    here = building(form_id)
    version = found(form_id, number)
    return render_template(
        "admin/forms/versions/show.html", here=here, form=here.form, version=version, class_in_words=class_in_words
    )


@bp.get("/<int:form_id>/versions/<int:number>/export")
@needs("forms:read")
def export(form_id: int, number: int) -> Response:
    """The canonical document: the bytes that its hash is taken of."""
    form, version = db.get_or_404(Form, form_id), found(form_id, number)
    headers = {"Content-Disposition": f'attachment; filename="{form.slug}-{number}.json"'}
    return Response(version.definition, mimetype="application/json", headers=headers)


@bp.get("/<int:form_id>/versions/compare")
@needs("forms:read")
def compare(form_id: int) -> Any:
    """What publishing the later one after the earlier one would have changed."""
    here = building(form_id)
    earlier, later = sorted(number_asked(name) for name in ("from", "to"))
    old, new = found(form_id, earlier), found(form_id, later)
    difference = changes(old.parsed, new.parsed)
    return render_template("admin/forms/versions/compare.html", here=here, form=here.form, old=old, new=new, changes=difference)


@bp.post("/<int:form_id>/versions/<int:number>/restore")
@needs("forms:write")
def restore(form_id: int, number: int) -> Answer:
    """Make the draft what this version was; Undo goes back."""
    document = found(form_id, number).parsed.document
    save(form_id, lambda _draft: document, f"Went back to version {number}")
    flash(_("The draft is version %(number)s again. Undo brings back what it was.", number=number), "good")
    return see_other("admin.forms.outline.show", form_id=form_id)


def found(form_id: int, number: int) -> FormVersion:
    statement = FormVersion.of(form_id).where(FormVersion.number == number)
    return db.session.scalar(statement) or abort(404)


def number_asked(name: str) -> int:
    number = request.args.get(name, type=whole_number)
    return number if number and 0 < number < 2**31 else abort(404)
