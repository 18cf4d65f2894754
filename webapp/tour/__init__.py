"""A walk through how this Flask application is put together: each stop works, and shows the code that makes it work."""

from typing import Any

from flask import Blueprint, request

from webapp.tour.add import bp as add
from webapp.tour.addresses import bp as addresses
from webapp.tour.capitalize import bp as capitalize
from webapp.tour.cookie import bp as cookie
from webapp.tour.debugger import bp as debugger
from webapp.tour.entries import bp as entries
from webapp.tour.escaping import bp as escaping
from webapp.tour.hello import bp as hello
from webapp.tour.home import bp as home
from webapp.tour.listing import lines, source
from webapp.tour.outline import trail
from webapp.tour.testing import bp as testing
from webapp.tour.wsgi import bp as wsgi

bp = Blueprint("tour", __name__, url_prefix="/tour")
for stop in (home, hello, capitalize, add, escaping, addresses, cookie, entries, wsgi, debugger, testing):
    bp.register_blueprint(stop)


@bp.context_processor
def context() -> dict[str, Any]:
    """What the pages of the tour can name: where the reader stands, and passages of source."""
    return {"trail": trail(request.blueprint or ""), "source": source, "lines": lines}
