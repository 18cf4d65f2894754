"""Problems: what went wrong in the code lately, found again by the number that an error page shows."""

from typing import Any

from flask import Blueprint, flash, render_template, request
from flask_login import current_user
from werkzeug.wrappers import Response

from webapp.access import needs
from webapp.database import writing
from webapp.extensions import db
from webapp.languages import _
from webapp.models.fault import Fault, faults_met
from webapp.responses import see_other

bp = Blueprint("problems", __name__, url_prefix="/problems")


@bp.get("")
@needs("problems:write")
def index() -> str:
    asked = request.args.get("q", "").strip()
    return render_template("admin/problems/index.html", problems=faults_met(asked), asked=asked)


@bp.get("/<int:fault_id>")
@needs("problems:write")
def show(fault_id: int) -> Any:
    return render_template("admin/problems/show.html", problem=db.get_or_404(Fault, fault_id))


@bp.post("/<int:fault_id>/clear")
@needs("problems:write")
def clear(fault_id: int) -> Response:
    fault = db.get_or_404(Fault, fault_id)
    with writing():
        fault.clear(by=current_user)
    flash(_("The problem was cleared. Should it come again, it is here again."), "good")
    return see_other(".index")
