"""One's own recovery codes: made anew, shown once, downloaded as plain text."""

from typing import Any

from flask import Blueprint, flash, make_response, render_template
from flask_login import current_user
from werkzeug.wrappers import Response

from webapp.access import ensure_confirmed, renew_session, way_back
from webapp.access.codes_shown import codes_in, keep_for_showing, take_sealed
from webapp.account.code_inputs import DownloadInputs
from webapp.database import writing
from webapp.inputs import Inputs
from webapp.languages import _
from webapp.models import recovery_code
from webapp.models.factors import held_by, make_codes
from webapp.responses import see_other, status
from webapp.site import settings

bp = Blueprint("recovery_codes", __name__)


@bp.route("/two-factor/codes/new", methods=["GET", "POST"])
def new() -> Any:
    ensure_confirmed(every_time=True)
    held = held_by(current_user.id)
    if not held.has_second_factor:
        return see_other("account.two_factor.index")
    inputs = Inputs()
    if inputs.validate_on_submit():
        seed = recovery_code.new_seed()
        hashes = recovery_code.hashes_of(recovery_code.codes_of(seed))
        with writing():
            renew_session(make_codes(current_user, hashes))
        keep_for_showing(seed)
        return see_other(".show")
    return render_template("account/recovery_codes/new.html", held=held), status(inputs)


@bp.get("/two-factor/codes")
def show() -> Any:
    sealed = take_sealed()
    codes = codes_in(sealed) if sealed else None
    if codes is None:
        flash(_("Recovery codes are shown once, when they are made. Make new ones if you do not have yours."), "info")
        return see_other("account.two_factor.index")
    inputs = DownloadInputs(data={"sealed": sealed})
    return render_template("account/recovery_codes/show.html", codes=codes, inputs=inputs, go_on=way_back())


@bp.post("/two-factor/codes/download")
def download() -> Response:
    codes = codes_in(DownloadInputs().sealed.data or "")
    if codes is None:
        flash(_("They can be downloaded for ten minutes after they were made. Make new ones if you do not have yours."), "info")
        return see_other("account.two_factor.index")
    site_name = settings()["site_name"]
    heading = _("Recovery codes of %(email)s for %(site)s", email=current_user.email, site=site_name)
    answer = make_response("\n".join([heading, _("Each works once."), "", *codes, ""]))
    answer.headers["Content-Type"] = "text/plain; charset=utf-8"
    answer.headers["Content-Disposition"] = 'attachment; filename="recovery-codes.txt"'
    return answer
