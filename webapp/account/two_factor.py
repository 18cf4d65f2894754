"""The second step of one's own log-in: what there is, and the way to change each of it."""

from typing import Any

from flask import Blueprint, abort, flash, render_template
from flask_login import current_user
from werkzeug.wrappers import Response

from webapp.database import read, writing
from webapp.extensions import db
from webapp.languages import _
from webapp.models.browser_words import browser_in_words
from webapp.models.factors import held_by
from webapp.models.trusted_device import TrustedDevice
from webapp.models.trusting import end_trust
from webapp.models.user import User
from webapp.responses import see_other

bp = Blueprint("two_factor", __name__)


@bp.get("/two-factor")
def index() -> str:
    user = db.session.get_one(User, current_user.id)
    held = held_by(user.id)
    devices = [as_shown(row) for row in read(TrustedDevice.of(user).with_only_columns(*TrustedDevice.__table__.c).limit(50))]
    return render_template("account/two_factor/index.html", held=held, devices=devices)


def as_shown(row: Any) -> dict[str, Any]:
    return {
        "id": row.id,
        "browser": browser_in_words(row.user_agent),
        "network": row.network or _("unknown"),
        "created_at": row.created_at,
        "expires_at": row.expires_at,
    }


@bp.post("/two-factor/devices/<int:device_id>/forget")
def forget_device(device_id: int) -> Response:
    with writing():
        is_done = end_trust(current_user, device_id)
    if not is_done:
        abort(404)
    flash(_("That browser is asked for the second step again."), "good")
    return see_other(".index")


@bp.post("/two-factor/devices/forget-all")
def forget_all_devices() -> Response:
    with writing():
        end_trust(current_user)
    flash(_("Every browser is asked for the second step again."), "good")
    return see_other(".index")
