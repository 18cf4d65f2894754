"""The logo in the header: uploaded, removed, set back."""

from types import SimpleNamespace
from typing import Any

from flask import Blueprint, flash, render_template, request
from flask_login import current_user
from flask_wtf.file import FileField, FileRequired
from werkzeug.wrappers import Response

from webapp.access import needs
from webapp.access.gate import PAGE_LIMIT
from webapp.database import writing
from webapp.inputs import Inputs
from webapp.kinds.file_refusals import refusal
from webapp.languages import _, _l
from webapp.models.logo import logo_in_words, put_logo
from webapp.models.setting import HIGHEST, Setting, changes_of, current
from webapp.models.setting_registry import LOGO
from webapp.responses import see_other, status
from webapp.site import forget_settings
from webapp.storage.intake import NotTaken
from webapp.storage.logo import LIMITS, Drawn, drawn_logo

bp = Blueprint("logo", __name__, url_prefix="/logo")


class LogoInputs(Inputs):
    file = FileField(
        _l("Picture"),
        [FileRequired(_l("Choose a picture."))],
        description=_l("PNG, JPEG or WebP. It is drawn anew, small: nothing but its pixels is kept."),
    )

    def picture(self) -> Drawn | None:
        """What was uploaded, drawn anew; None when the page says why not."""
        name = self.file.data.filename or ""
        try:
            return drawn_logo(self.file.data.stream, name)
        except NotTaken as why:
            self.refuse("file", refusal(SimpleNamespace(label=self.file.label.text), why.reason, name, LIMITS))
            return None


@bp.route("", methods=["GET", "POST"])
@needs("settings:write")
def edit() -> Any:
    inputs = LogoInputs()
    drawn = inputs.picture() if inputs.validate_on_submit() else None
    if drawn is not None:
        with writing():
            has_changed = put_logo(drawn.content, drawn.type, drawn.width, drawn.height, by=current_user)
        return saved(has_changed)
    changes = changes_of(LOGO, request.args.get("before", HIGHEST, type=int))
    shown = {"accept": LIMITS.accept, "logo": current()[LOGO], "changes": changes, "in_words": logo_in_words}
    return render_template("admin/logo/edit.html", inputs=inputs, **shown), status(inputs)


edit.body_limit = LIMITS.most_bytes + PAGE_LIMIT


@bp.post("/remove")
@needs("settings:write")
def remove() -> Response:
    with writing():
        has_changed = Setting.change(LOGO, {}, by=current_user)
    return saved(has_changed)


@bp.post("/revert/<int:event_id>")
@needs("settings:write")
def revert(event_id: int) -> Response:
    with writing():
        has_changed = Setting.revert(LOGO, event_id, by=current_user)
    return saved(has_changed)


def saved(has_changed: bool) -> Response:
    forget_settings()
    if has_changed:
        flash(_("%(name)s: saved.", name=_("Logo")), "good")
    return see_other(".edit")
