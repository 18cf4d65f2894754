"""A person's own page: what is known about them, and the way to change each of it."""

from typing import Any

from flask import Blueprint, render_template
from flask_login import current_user

bp = Blueprint("home", __name__)


@bp.get("")
def index() -> str:
    return render_template("account/home/index.html", rows=rows())


def rows() -> list[dict[str, Any]]:
    return [{"key": "Name", "value": current_user.name}, {"key": "Email", "value": current_user.email}]
