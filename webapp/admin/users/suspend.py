"""Suspend a person and let them in again."""

from datetime import date, datetime, time, timedelta
from typing import Any

from flask import flash, render_template
from flask_login import current_user
from werkzeug.wrappers import Response

from webapp.access import ensure, needs
from webapp.admin.users.desk import bp, find
from webapp.admin.users.inputs import SuspendInputs
from webapp.clock import now
from webapp.database import writing
from webapp.dates import zone_named
from webapp.languages import _
from webapp.models.user_acts import is_unapproved
from webapp.responses import see_other, status
from webapp.site import zone


@bp.route("/<int:user_id>/suspend", methods=["GET", "POST"])
@needs("users:write")
def suspend(user_id: int) -> Any:
    user = find(user_id)
    ensure(current_user.can_change_status(user))
    inputs = SuspendInputs(data=as_typed(user))
    inputs.is_unapproved = is_unapproved(user)
    inputs.today = now().astimezone(zone_named(zone())).date()
    if inputs.validate_on_submit():
        reason, visible, until = inputs.reason.data or "", bool(inputs.is_reason_visible.data), end_of(inputs.until.data)
        with writing():
            user.suspend(by=current_user, reason=reason, until=until, is_reason_visible=visible)
        flash(_("%(name)s is suspended and was logged out everywhere.", name=user.name), "good")
        return see_other(".show", user_id=user_id)
    return render_template("admin/users/suspend.html", user=user, inputs=inputs), status(inputs)


@bp.post("/<int:user_id>/unsuspend")
@needs("users:write")
def unsuspend(user_id: int) -> Response:
    user = find(user_id)
    ensure(current_user.can_change_status(user))
    with writing():
        lifted = user.unsuspend(by=current_user)
    if lifted:
        flash(_("%(name)s can log in again.", name=user.name), "good")
    return see_other(".show", user_id=user_id)


def as_typed(user: Any) -> dict[str, Any]:
    """What the page begins with: the suspension that holds now, if there is one."""
    last_day = last_day_of(user.suspended_until) if user.suspended_until else None
    return {"reason": user.suspended_reason, "until": last_day, "is_reason_visible": user.is_reason_visible}


def last_day_of(until: datetime) -> date:
    """The day that ends then, where this place is."""
    return (until - timedelta(seconds=1)).astimezone(zone_named(zone())).date()


def end_of(day: date | None) -> datetime | None:
    """The moment at which a day ends where this place is."""
    return None if day is None else datetime.combine(day + timedelta(days=1), time.min, zone_named(zone()))
