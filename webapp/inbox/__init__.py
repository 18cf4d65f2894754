"""Staff see submissions through: list, one submission, status, export."""

from flask import Blueprint

from webapp.inbox.exports import bp as exports
from webapp.inbox.submissions import bp as submissions

bp = Blueprint("inbox", __name__, url_prefix="/inbox")
bp.register_blueprint(submissions)
bp.register_blueprint(exports)
