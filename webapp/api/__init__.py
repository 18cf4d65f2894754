"""What programs ask, each with a personal token: JSON in and out, no cookies."""

from flask import Blueprint

from webapp.api.me import bp as me

bp = Blueprint("api", __name__, url_prefix="/api/v1")
bp.register_blueprint(me)
