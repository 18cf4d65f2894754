"""Mail on its way: what was written to whom, what became of it, and sending again what has not left."""

from email.utils import parseaddr
from types import SimpleNamespace
from typing import Any

from flask import Blueprint, abort, current_app, flash, render_template, request, url_for
from flask_login import current_user
from sqlalchemy import Row
from werkzeug.wrappers import Response

from webapp.access import needs
from webapp.database import read, writing
from webapp.extensions import db
from webapp.inputs import Inputs
from webapp.languages import _
from webapp.mail.dialogue import try_out
from webapp.mail.server import MailServer
from webapp.models.keyset import Seal
from webapp.models.mail_list import MAILS, MAILS_IN_STATE, ONE_MAIL, note_tried, post_test, without_tokens
from webapp.models.mail_trouble import trouble_in_words
from webapp.models.outbox import STATES, OutboxMail
from webapp.only_looking import check_writable
from webapp.responses import see_other

bp = Blueprint("outbox", __name__, url_prefix="/outbox")


@bp.get("")
@needs("outbox:read")
def index() -> str:
    state = request.args.get("state", "")
    state = state if state in STATES else ""
    seal = Seal(current_app.config["LODGE"].signing_keys, "outbox", state)
    mails = MAILS_IN_STATE if state else MAILS
    page = mails.page(seal, request.args.get("page", ""), {"state": state} if state else {})
    here = url_for(".index", state=state) if state else url_for(".index")
    shown = {"mails": page.rows, "addresses": page.addresses(here)}
    chosen = {"state": state, "states": STATES, "is_astray": page.is_astray, "has_server": has_server()}
    return render_template("admin/outbox/index.html", **shown, **chosen)


@bp.get("/<int:mail_id>")
@needs("outbox:read")
def show(mail_id: int) -> str:
    mail = read(ONE_MAIL, {"mail_id": mail_id}).first()
    if mail is None:
        abort(404)
    body = mail.body if may_open_links(mail) else without_tokens(mail.body)
    shown = {"is_hidden": body != mail.body, "has_server": has_server(), "trouble": trouble_in_words(mail.last_error)}
    return render_template("admin/outbox/show.html", mail=mail, body=body, **shown)


@bp.post("/<int:mail_id>/send-again")
@needs("outbox:write")
def send_again(mail_id: int) -> Response:
    mail = db.get_or_404(OutboxMail, mail_id)
    with writing():
        mail.send_again(by=current_user)
    flash(_("The mail will be sent in a moment."), "good")
    return see_other(".show", mail_id=mail_id)


@bp.post("/send-test")
@needs("outbox:write")
def send_test() -> Response:
    with writing():
        mail = post_test(by=current_user)
    flash(_("A test mail to %(address)s was written. This page says what becomes of it.", address=mail.recipient), "good")
    return see_other(".show", mail_id=mail.id)


@bp.route("/server", methods=["GET", "POST"])
@needs("outbox:write")
def server() -> Any:
    """What it and this portal say to each other, up to where a mail would follow: none is sent."""
    config = current_app.config["LODGE"]
    known = MailServer.read(config.smtp_url) if has_server() else None
    sender, tried = parseaddr(config.mail_from)[1], None
    if known is not None and Inputs().validate_on_submit():
        check_writable()
        tried = try_out(known, sender, current_user.email)
        with writing():
            note_tried(f"{known.host}:{known.port}", tried.trouble, by=current_user)
    wrong = trouble_in_words(str(tried.trouble)) if tried and tried.trouble else ""
    return render_template("admin/outbox/server.html", server=known, sender=sender, tried=tried, wrong=wrong)


def has_server() -> bool:
    return bool(current_app.config["LODGE"].smtp_url)


def may_open_links(mail: Row[Any]) -> bool:
    """A link in a mail opens its reader's account: whoever may act on that account may see it, and nobody else.

    Where there is no account yet the link proves a mailbox, or makes an account of the role that an owner offered.
    """
    if mail.user_id is None:
        return False
    if mail.user_id == current_user.id:
        return True
    return bool(current_user.can_edit(SimpleNamespace(id=mail.user_id, role=mail.role)))
