"""Staff see submissions through: list, one submission, status, export."""

from flask import Blueprint
from flask_login import current_user

from webapp.access import ensure
from webapp.inbox.corrections import bp as corrections
from webapp.inbox.exports import bp as exports
from webapp.inbox.submissions import bp as submissions
from webapp.inbox.waiting import bp as waiting

bp = Blueprint("inbox", __name__, url_prefix="/inbox")
bp.register_blueprint(submissions)
bp.register_blueprint(corrections)
bp.register_blueprint(exports)
bp.register_blueprint(waiting)


@bp.before_request
def guard() -> None:
    """Members have nothing to do here, whatever a view forgets to ask."""
    ensure(current_user.is_staff)
