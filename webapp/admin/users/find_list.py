"""Find a pasted list of addresses, too long for an address bar."""

from typing import Any

from flask import current_app, render_template

from webapp.access import needs
from webapp.admin.users.desk import bp
from webapp.admin.users.inputs import FindInputs
from webapp.admin.users.listing import counters, lines
from webapp.models.user_list import listed
from webapp.models.user_search import list_of
from webapp.responses import status


@bp.route("/find-list", methods=["GET", "POST"])
@needs("users:read")
def find_list() -> Any:
    inputs, found, rows = FindInputs(), None, []
    if inputs.validate_on_submit():
        keys = current_app.config["LODGE"].signing_keys
        found = listed(list_of(inputs.as_question()), "name", "", keys, counters())
        rows = lines(found.page.rows)
    return render_template("admin/users/find_list.html", inputs=inputs, found=found, lines=rows), status(inputs)
