"""A role that was offered: taken on or turned down by the person themselves, never given behind their back."""

from typing import Any

from flask import Blueprint, flash, render_template
from flask_login import current_user
from sqlalchemy import select
from sqlalchemy.orm import aliased
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from webapp.access import ask_for_factor, way_back
from webapp.database import read, writing
from webapp.extensions import db
from webapp.languages import _, mark
from webapp.models.login_session import LoginSession
from webapp.models.permissions import Role
from webapp.models.user import User
from webapp.models.user_roles import accept_role, decline_role
from webapp.responses import see_other

bp = Blueprint("role", __name__)
MEANS = {
    Role.OWNER: mark("Owners can do everything here, and only they can make others owners."),
    Role.ADMIN: mark("Administrators manage people, build and publish forms, and change the settings."),
    Role.STAFF: mark("Staff read the submissions of the forms that they review, and move them on."),
    Role.AUDITOR: mark("Auditors read the back office and change nothing. Personal data is masked for them."),
    Role.MEMBER: mark("Members fill in forms."),
}
Giver = aliased(User)
GIVER = select(Giver.name).join(User, User.granted_by == Giver.id)


@bp.get("/role")
def show() -> Any:
    role = current_user.granted_role
    if role is None:
        return see_other("account.home.index")
    giver = read(GIVER.where(User.id == current_user.id)).scalar()
    return render_template("account/role/show.html", role=role.value, means=_(MEANS[role]), giver=giver)


@bp.post("/role/accept")
def accept() -> Response:
    with writing():
        user = db.session.get_one(User, current_user.id)
        has_accepted = accept_role(user, by=current_user)
        if has_accepted:
            ask_for_factor(db.session.get_one(LoginSession, current_user.login_session_id), user)
    if has_accepted:
        flash(_("You have a new role from now on."), "good")
    else:
        flash(_("That role is no longer on offer."), "info")
    return redirect(way_back(), 303)


@bp.post("/role/decline")
def decline() -> Response:
    with writing():
        decline_role(db.session.get_one(User, current_user.id), by=current_user)
    flash(_("You turned the role down. Nothing has changed."), "good")
    return redirect(way_back(), 303)
