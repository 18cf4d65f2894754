"""A copy of one's own data: asked for, made in the background, downloaded within a day."""

from typing import Any

from flask import Blueprint, abort, current_app, flash, render_template, send_file
from flask_login import current_user
from werkzeug.wrappers import Response

from webapp.access import ensure_confirmed
from webapp.clock import now
from webapp.database import writing
from webapp.languages import _
from webapp.models.data_export import ask_for_export, export_of, is_there
from webapp.responses import see_other

bp = Blueprint("data", __name__, url_prefix="/data")


@bp.get("")
def index() -> str:
    return render_template("account/data/index.html", copy=export_of(current_user.id))


@bp.post("")
def ask() -> Response:
    ensure_confirmed()
    with writing():
        is_new = ask_for_export(current_user)
    if is_new:
        flash(_("A copy of your data is being made."), "good")
    return see_other(".index")


@bp.get("/download")
def download() -> Any:
    """The file, through its row: nobody can name anybody else's."""
    row = export_of(current_user.id)
    path = current_app.config["LODGE"].instance / "exports" / row.file_name if row is not None and is_there(row) else None
    if path is None or not path.is_file():
        abort(404)
    answer = send_file(path, "application/zip", as_attachment=True, download_name=f"your-data-{now():%Y-%m-%d}.zip", etag=False)
    # Flask would let browsers and whatever is between keep it for a year.
    answer.headers["Cache-Control"] = "no-store"
    answer.headers.pop("Expires", None)
    return answer
