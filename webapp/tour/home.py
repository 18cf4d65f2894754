"""Where the tour begins: the list of its stops."""

from flask import Blueprint, render_template

from webapp.access import public
from webapp.tour.outline import STOPS

bp = Blueprint("home", __name__)


@bp.get("")
@public
def index() -> str:
    return render_template("tour/home/index.html", stops=STOPS)
