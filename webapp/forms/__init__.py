"""Members fill in forms here: drafts page by page, check, send, and what became of it."""

from flask import Blueprint

from webapp.forms.codes import bp as codes
from webapp.forms.drafts import bp as drafts
from webapp.forms.index import bp as index
from webapp.forms.submissions import bp as submissions

bp = Blueprint("forms", __name__)
bp.register_blueprint(index)
bp.register_blueprint(codes)
bp.register_blueprint(drafts)
bp.register_blueprint(submissions)
