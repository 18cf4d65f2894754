"""A route: an address, and the function that answers it."""

from flask import Blueprint, render_template

from webapp.access import public

bp = Blueprint("hello", __name__)


@bp.get("/hello")
@public
def show() -> str:
    return render_template("tour/hello/show.html", greeting="Hello, world")
