"""Saved views of the list of users: kept under a name, shared or not, renamed, deleted."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_login import current_user
from sqlalchemy import select
from werkzeug.wrappers import Response

from webapp.access import ensure, needs
from webapp.admin.saved_view_inputs import NewViewInputs, SavedViewInputs
from webapp.admin.users.listing import COLUMNS, SORT_LABELS, Asking, chosen_columns
from webapp.admin.users.saved import asking_of, views_seen
from webapp.database import writing
from webapp.extensions import db
from webapp.inputs import Inputs
from webapp.languages import _
from webapp.models.permissions import Permission, Refused
from webapp.models.saved_view import FULL, SavedView
from webapp.responses import see_other, status

bp = Blueprint("saved_views", __name__, url_prefix="/users/views")


@bp.get("")
@needs("users:read")
def index() -> str:
    """Whose can be changed is asked of those that stand here, and of nothing more."""
    ids = [row.id for row in views_seen()]
    views = list(db.session.scalars(select(SavedView).where(SavedView.id.in_(ids)).order_by(SavedView.name_key, SavedView.id)))
    lines = [(view, asking_of(view), view.can_be_changed(current_user)) for view in views]
    return render_template("admin/saved_views/index.html", lines=lines)


@bp.route("/new", methods=["GET", "POST"])
@needs("users:read")
def new() -> Any:
    """The question comes in the address of the list, and travels with the form."""
    inputs = NewViewInputs()
    if request.method == "GET":
        inputs = NewViewInputs(formdata=None, data={name: request.args.get(name, "") for name in ("q", "sort", "columns")})
    asking = asked_for(inputs)
    if inputs.validate_on_submit():
        question: dict[str, Any] = {"q": asking.q, "sort": asking.sort, "columns": asking.written_columns}
        with told_on_the_page(inputs), writing(inputs):
            SavedView.save(by=current_user, **inputs.values(), **question)
        if not inputs.errors:
            return to_list(asking, inputs)
    shown = {"rows": in_words(asking), "back": asking.url(), "may_share": may_share()}
    return render_template("admin/saved_views/new.html", inputs=inputs, **shown), status(inputs)


def asked_for(inputs: NewViewInputs) -> Asking:
    sort = inputs.sort.data if inputs.sort.data in SORT_LABELS else "newest"
    return Asking(url_for("admin.users.index"), inputs.q.data or "", sort, chosen_columns(inputs.columns.data or ""))


def in_words(asking: Asking) -> list[dict[str, str]]:
    """What a view shows, as a list of facts."""
    return [
        {"key": _("Search"), "value": asking.q or _("Everybody")},
        {"key": _("Sort by"), "value": _(SORT_LABELS[asking.sort])},
        {"key": _("Columns"), "value": ", ".join(_(COLUMNS[name]) for name in asking.columns) or _("Only the name")},
    ]


@contextmanager
def told_on_the_page(inputs: Inputs) -> Iterator[None]:
    """That there are too many already is told where the name was typed."""
    try:
        yield
    except Refused as refused:
        if refused.rule != FULL:
            raise
        inputs.refuse("name", refused.sentence)


def may_share() -> bool:
    return current_user.can(Permission.USERS_WRITE)


def to_list(asking: Asking, inputs: SavedViewInputs) -> Response:
    flash(_("The view “%(name)s” was saved.", name=inputs.name.data), "good")
    return redirect(asking.url(), 303)


@bp.route("/<int:view_id>", methods=["GET", "POST"])
@needs("users:read")
def edit(view_id: int) -> Any:
    view = found(view_id)
    inputs = SavedViewInputs(obj=view)
    asking = asking_of(view)
    if inputs.validate_on_submit():
        with told_on_the_page(inputs), writing(inputs):
            view.change(by=current_user, **inputs.values())
        if not inputs.errors:
            return to_list(asking, inputs)
    shown = {"view_id": view_id, "rows": in_words(asking), "may_share": may_share() or inputs.is_shared.data}
    return render_template("admin/saved_views/edit.html", inputs=inputs, **shown), status(inputs)


@bp.route("/<int:view_id>/delete", methods=["GET", "POST"])
@needs("users:read")
def delete(view_id: int) -> Any:
    view = found(view_id)
    inputs = Inputs()
    if inputs.validate_on_submit():
        name = view.name
        with writing():
            view.delete(by=current_user)
        flash(_("The view “%(name)s” was deleted.", name=name), "good")
        return see_other(".index")
    return render_template("admin/saved_views/delete.html", view=view), status(inputs)


def found(view_id: int) -> SavedView:
    """Somebody else's own is none; a shared one may be seen, and changed by few."""
    view = db.get_or_404(SavedView, view_id)
    if view.user_id != current_user.id and not view.is_shared:
        abort(404)
    ensure(view.can_be_changed(current_user))
    return view
