"""The landing page for visitors; for members, what needs them now and what they can fill in."""

from flask import Blueprint, render_template
from flask_login import current_user

from webapp.access import public

bp = Blueprint("home", __name__)


@bp.get("/")
@public
def index() -> str:
    if current_user.is_authenticated:
        return render_template("main/home/index.html")
    return render_template("main/home/landing.html")


@bp.get("/about")
@public
def about() -> str:
    return render_template("main/home/about.html")
