"""Getting in and out: log in, sign up, set-up, one-time links."""

from flask import Blueprint

from webapp.auth.log_in import bp as log_in
from webapp.auth.sign_up import bp as sign_up

bp = Blueprint("auth", __name__)
bp.register_blueprint(log_in)
bp.register_blueprint(sign_up)
