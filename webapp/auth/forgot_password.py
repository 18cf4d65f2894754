"""A forgotten password: without mail, an administrator makes a one-time link."""

from flask import Blueprint, render_template

from webapp.access import public

bp = Blueprint("forgot_password", __name__)


@bp.get("/forgot-password")
@public
def show() -> str:
    return render_template("auth/forgot_password/show.html")
