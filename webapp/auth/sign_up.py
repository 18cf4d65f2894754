"""Sign up."""

from typing import Any

from flask import Blueprint, abort

from webapp.access import public

bp = Blueprint("sign_up", __name__)


@bp.route("/signup", methods=["GET", "POST"])
@public
def sign_up() -> Any:
    abort(404)
