"""Delete one's own account: what happens, the address typed, and two weeks to change one's mind."""

from typing import Any

from flask import Blueprint, flash, render_template
from flask_login import current_user

from webapp.access import close_session, ensure_confirmed
from webapp.account.inputs import DeleteInputs
from webapp.clock import now
from webapp.database import writing
from webapp.dates import day_in_words, in_zone
from webapp.in_force import limits
from webapp.languages import _
from webapp.models.holdings import holdings_of
from webapp.models.leaving import leave
from webapp.models.owners import LastOwner
from webapp.models.user import email_key
from webapp.responses import see_other, status
from webapp.site import zone

bp = Blueprint("delete", __name__)


@bp.route("/delete", methods=["GET", "POST"])
def delete() -> Any:
    ensure_confirmed(every_time=True)
    inputs = DeleteInputs()
    if inputs.validate_on_submit() and is_own_address(inputs) and has_left(inputs):
        return see_other("main.home.index")
    holdings = holdings_of(current_user.id)
    due = now() + limits().deletion_grace
    return render_template("account/delete/delete.html", inputs=inputs, holdings=holdings, due=due), status(inputs)


def is_own_address(inputs: DeleteInputs) -> bool:
    if email_key(inputs.email.data or "") == email_key(current_user.email):
        return True
    return not inputs.refuse("email", _("That is not your address. Enter %(email)s", email=current_user.email))


def has_left(inputs: DeleteInputs) -> bool:
    """Schedule it and log out; the last owner is told why that cannot be."""
    day_of = zone()
    try:
        with writing():
            due = leave(current_user)
    except LastOwner as refused:
        return not inputs.refuse("email", refused.sentence)
    close_session()
    day = day_in_words(in_zone(due, day_of))
    flash(_("Your account will be deleted on %(day)s. Until then you can log in and keep it.", day=day), "info")
    return True
