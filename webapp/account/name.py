"""Change one's own name."""

from typing import Any

from flask import Blueprint, flash, render_template
from flask_login import current_user

from webapp.account.inputs import NameInputs
from webapp.database import writing
from webapp.languages import _
from webapp.models.own_account import rename
from webapp.responses import see_other, status

bp = Blueprint("name", __name__)


@bp.route("/name", methods=["GET", "POST"])
def edit() -> Any:
    inputs = NameInputs(data={"name": current_user.name})
    if inputs.validate_on_submit():
        with writing():
            has_changed = rename(current_user, inputs.name.data or "")
        if has_changed:
            flash(_("Your name was changed."), "good")
        return see_other("account.home.index")
    return render_template("account/name/edit.html", inputs=inputs), status(inputs)
