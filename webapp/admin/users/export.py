"""The list of users as a file: who is on its page and on those after it, with its columns, streamed."""

from flask import current_app, request, stream_with_context
from flask_login import current_user
from werkzeug.wrappers import Response

from webapp.access import ensure_confirmed, needs
from webapp.admin.users.bulk import MOST_UNCONFIRMED
from webapp.admin.users.desk import bp
from webapp.admin.users.listing import chosen_columns, counters, is_masked, question_of
from webapp.database import writing
from webapp.languages import spoken
from webapp.models.event import Event
from webapp.models.submission_export import csv_lines, file_name
from webapp.models.user_export import UserTable
from webapp.models.user_query import SORTS
from webapp.responses import see_other


@bp.post("/export")
@needs("users:read")
def export() -> Response:
    """R5: for more than a little they confirm who they are. Who takes how many with them is an event."""
    typed = request.form
    sort = typed.get("sort", "newest")
    if sort not in SORTS:
        return see_other(".index")
    columns = chosen_columns(typed.get("columns", ""))
    table = UserTable(question_of(typed.get("q", "")), sort, columns, counters(), language=spoken(), is_masked=is_masked())
    if table.count() > MOST_UNCONFIRMED:
        ensure_confirmed()
    detail = {"count": table.count_noted(), "format": "csv", "columns": ", ".join(table.columns)}
    with writing():
        Event.record(by=current_user, action="users.exported", detail=detail)
    response = current_app.response_class(stream_with_context(csv_lines(table)), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name("users", "csv")}"'
    return response
