"""Past the first proof: in, or on to the second step where one is held. Each way to log in ends here."""

from flask import session, url_for
from flask_login import current_user

from webapp.access import leaving, open_session, second_step, way_back
from webapp.access.device import is_trusted, remember_device
from webapp.access.oidc import has_offer
from webapp.access.strongest import is_strongest
from webapp.models.factors import held_by
from webapp.models.log_in import welcome
from webapp.models.user import NEVER, User
from webapp.site import mailed_link_to

NOT_ME = "auth.not_me.open_one"


def enter(user: User, *, methods: str, keep: bool = False, is_fresh: bool = True) -> None:
    """Let in whoever has given their first proof, unless a second one is to be asked; inside `writing()`."""
    if not held_by(user.id).has_second_factor:
        let_in(user, methods=methods, keep=keep, is_fresh=is_fresh)
    elif is_trusted(user):
        # Enough to come in, too little to count as a confirmation.
        let_in(user, methods=f"{methods}, trusted browser", keep=keep, is_fresh=False)
    else:
        second_step.begin(user, methods=methods, keep=keep)


def let_in(user: User, *, methods: str, keep: bool = False, is_fresh: bool = True) -> None:
    """Open the door; inside `writing()`. Who has deleted their account comes to the question whether to keep it.

    It counts as a confirmation when it is fresh and as strong as what a confirmation would ask.
    """
    if user.is_leaving:
        leaving.begin(user, methods=methods, keep=keep)
        return
    was_here = user.last_seen_at != NEVER
    is_new = remember_device(user.id)
    open_session(user, keep=keep, methods=methods, is_fresh=is_fresh and is_strongest(user, methods))
    welcome(user, by=current_user, methods=methods, is_new_browser=was_here and is_new, not_me=mailed_link_to(NOT_ME))


def way_in() -> str:
    """Where to next: the second step, the question whether to stay, a role or a link on offer, or where they were going."""
    if second_step.NAME in session:
        return url_for("auth.second_step.second_step")
    if leaving.NAME in session:
        return url_for("auth.stay.stay")
    if current_user.granted_role:
        return url_for("account.role.show")
    return url_for("account.identities.index") if has_offer() else way_back()
