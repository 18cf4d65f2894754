"""Tests: how this portal is shown to work."""

from flask import Blueprint, render_template

from webapp.access import public

bp = Blueprint("testing", __name__)


@bp.get("/testing")
@public
def show() -> str:
    return render_template("tour/testing/show.html")
