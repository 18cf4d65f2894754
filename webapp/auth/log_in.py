"""Log in and log out."""

from typing import Any

from flask import Blueprint, render_template
from flask_login import current_user
from werkzeug.wrappers import Response

from webapp.access import close_session, public
from webapp.database import writing
from webapp.extensions import db
from webapp.models.login_session import LoginSession
from webapp.responses import see_other

bp = Blueprint("log_in", __name__)


@bp.route("/login", methods=["GET", "POST"])
@public
def log_in() -> Any:
    return render_template("auth/log_in/log_in.html")


@bp.post("/logout")
def log_out() -> Response:
    with writing():
        db.session.get_one(LoginSession, current_user.login_session_id).revoke("logged out")
    close_session()
    response = see_other("main.home.index")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response
