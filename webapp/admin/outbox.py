"""Mail on its way: what was written to whom, while nothing sends it."""

from flask import Blueprint, abort, current_app, render_template, request, url_for

from webapp.access import needs
from webapp.database import read
from webapp.models.keyset import Seal
from webapp.models.outbox import MAILS, ONE_MAIL

bp = Blueprint("outbox", __name__, url_prefix="/outbox")


@bp.get("")
@needs("outbox:read")
def index() -> str:
    page = MAILS.page(Seal(current_app.config["LODGE"].signing_keys, "outbox"), request.args.get("page", ""))
    addresses = page.addresses(url_for(".index"))
    return render_template("admin/outbox/index.html", mails=page.rows, addresses=addresses, is_astray=page.is_astray)


@bp.get("/<int:mail_id>")
@needs("outbox:read")
def show(mail_id: int) -> str:
    mail = read(ONE_MAIL, {"mail_id": mail_id}).first()
    if mail is None:
        abort(404)
    return render_template("admin/outbox/show.html", mail=mail)
