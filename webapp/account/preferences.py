"""What one prefers: the time zone in which times are shown."""

from typing import Any

from flask import Blueprint, current_app, flash, render_template
from flask_login import current_user

from webapp.account.inputs import PreferencesInputs
from webapp.database import writing
from webapp.dates import zones
from webapp.models.preferences import choose_timezone
from webapp.responses import see_other, status

bp = Blueprint("preferences", __name__)


@bp.route("/preferences", methods=["GET", "POST"])
def edit() -> Any:
    inputs = PreferencesInputs(data={"timezone": current_user.timezone})
    site_zone = str(current_app.config["LODGE"].timezone).replace("_", " ")
    inputs.timezone.choices = {"": f"The portal's own: {site_zone}", **zones()}
    if inputs.validate_on_submit():
        with writing():
            has_changed = choose_timezone(current_user, inputs.timezone.data or "")
        if has_changed:
            flash("Times are now shown in the time zone that you chose.", "good")
        return see_other("account.home.index")
    return render_template("account/preferences/edit.html", inputs=inputs), status(inputs)
