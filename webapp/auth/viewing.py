"""Back from looking at the portal as somebody else."""

from flask import Blueprint
from flask_login import current_user
from werkzeug.wrappers import Response

from webapp.access import renew_session, viewing
from webapp.database import writing
from webapp.models.viewing import end_viewing
from webapp.responses import see_other

bp = Blueprint("viewing", __name__)


@bp.post("/viewing/stop")
def stop() -> Response:
    user_id = viewing.viewed()
    if user_id is None:
        return see_other("main.home.index")
    with writing():
        # What this browser's cookie said until now is good for nothing: whoever kept it cannot look on.
        renew_session(end_viewing(user_id, by=current_user))
    viewing.end()
    return see_other("admin.users.show", user_id=user_id)
