"""Delete a person, restorable for 30 days, and restore them."""

from typing import Any

from flask import flash, render_template
from flask_login import current_user
from werkzeug.wrappers import Response

from webapp.access import ensure, needs
from webapp.admin.users.desk import bp, find
from webapp.admin.users.inputs import DeleteInputs
from webapp.clock import now
from webapp.database import writing
from webapp.dates import span_in_words
from webapp.in_force import limits
from webapp.languages import _
from webapp.models.erasure_preview import preview_of
from webapp.models.user import email_key
from webapp.responses import see_other, status


@bp.route("/<int:user_id>/delete", methods=["GET", "POST"])
@needs("users:write")
def delete(user_id: int) -> Any:
    user = find(user_id)
    ensure(current_user.can_change_status(user))
    inputs = DeleteInputs()
    if inputs.validate_on_submit() and is_confirmed(inputs, user):
        with writing():
            user.delete(by=current_user)
        time = span_in_words(limits().deletion_restorable)
        flash(_("%(name)s was deleted. You can restore the account for %(time)s.", name=user.name, time=time), "good")
        return see_other(".show", user_id=user_id)
    until, preview = now() + limits().deletion_restorable, preview_of(user.id)
    page = render_template("admin/users/delete.html", user=user, inputs=inputs, preview=preview, until=until)
    return page, status(inputs)


def is_confirmed(inputs: DeleteInputs, user: Any) -> bool:
    """Whether the address that was typed is this person's."""
    if email_key(inputs.email.data or "") == user.email_key:
        return True
    return not inputs.refuse("email", _("That is not their address. Enter %(email)s", email=user.email))


@bp.post("/<int:user_id>/restore")
@needs("users:write")
def restore(user_id: int) -> Response:
    user = find(user_id)
    ensure(current_user.can_change_status(user))
    with writing():
        restored = user.restore(by=current_user)
    if restored:
        flash(_("%(name)s was restored.", name=user.name), "good")
    return see_other(".show", user_id=user_id)
