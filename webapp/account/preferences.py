"""What one prefers: the language of pages and mails, the time zone in which times are shown."""

from typing import Any

from flask import Blueprint, current_app, flash, g, render_template
from flask_login import current_user

from webapp.account.inputs import PreferencesInputs
from webapp.database import writing
from webapp.dates import zones
from webapp.languages import LANGUAGES, _
from webapp.models.preferences import choose
from webapp.responses import see_other, status

bp = Blueprint("preferences", __name__)


@bp.route("/preferences", methods=["GET", "POST"])
def edit() -> Any:
    inputs = PreferencesInputs(data={"language": current_user.language, "timezone": current_user.timezone})
    site_zone = str(current_app.config["LODGE"].timezone).replace("_", " ")
    inputs.language.choices = {"": _("What my browser asks for"), **LANGUAGES}
    inputs.timezone.choices = {"": _("The portal's own: %(zone)s", zone=site_zone), **zones()}
    if inputs.validate_on_submit():
        with writing():
            has_changed = choose(current_user, language=inputs.language.data or "", timezone=inputs.timezone.data or "")
        if has_changed:
            say_it_in(inputs.language.data or "")
        return see_other("account.home.index")
    return render_template("account/preferences/edit.html", inputs=inputs), status(inputs)


def say_it_in(language: str) -> None:
    """The answer is in the language just chosen already."""
    g.language = language or None
    flash(_("Your language and your time zone are saved."), "good")
