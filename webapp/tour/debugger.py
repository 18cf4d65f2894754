"""The debugger: what an error shows on a developer's machine, and what it shows everywhere else."""

from flask import Blueprint, render_template

from webapp.access import public

bp = Blueprint("debugger", __name__)


@bp.get("/debugger")
@public
def show() -> str:
    return render_template("tour/debugger/show.html")
