"""The banner on every page: what it says, to whom and how long, and what it said before."""

from typing import Any

from flask import Blueprint, flash, render_template, request
from flask_login import current_user
from werkzeug.wrappers import Response

from webapp.access import needs
from webapp.admin.banner_inputs import BannerInputs, shown
from webapp.clock import now
from webapp.database import writing
from webapp.in_force import portal_zone
from webapp.languages import _
from webapp.models.banner import banner_in_words, state
from webapp.models.setting import HIGHEST, Setting, changes_of, current
from webapp.models.setting_registry import BANNER
from webapp.responses import see_other, status
from webapp.site import forget_settings

bp = Blueprint("banner", __name__, url_prefix="/banner")


@bp.route("", methods=["GET", "POST"])
@needs("settings:write")
def edit() -> Any:
    zone, stands = portal_zone(), current()[BANNER]
    inputs = BannerInputs(data=shown(stands, zone))
    if inputs.validate_on_submit():
        with writing():
            has_changed = Setting.change(BANNER, inputs.banner(zone), by=current_user)
        return saved(has_changed)
    changes = {"changes": changes_of(BANNER, request.args.get("before", HIGHEST, type=int)), "in_words": in_words}
    shown_too = {"zone": zone, "stands": stands, "state": state(stands, now())}
    return render_template("admin/banner/edit.html", inputs=inputs, **changes, **shown_too), status(inputs)


@bp.post("/revert/<int:event_id>")
@needs("settings:write")
def revert(event_id: int) -> Response:
    with writing():
        has_changed = Setting.revert(BANNER, event_id, by=current_user)
    return saved(has_changed)


def in_words(banner: dict[str, str]) -> str:
    return banner_in_words(banner, portal_zone())


def saved(has_changed: bool) -> Response:
    forget_settings()
    if has_changed:
        flash(_("%(name)s: saved.", name=_("Banner")), "good")
    return see_other(".edit")
