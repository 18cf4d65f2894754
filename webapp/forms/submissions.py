"""What somebody has sent: the list, the permanent confirmation with their copy, and taking it back."""

from typing import Any
from uuid import UUID

from flask import Blueprint, abort, current_app, flash, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from webapp.database import writing
from webapp.languages import _, spoken
from webapp.models.attachment import attached_file
from webapp.models.keyset import Seal
from webapp.models.reference import WrongReference, read_reference, show_reference
from webapp.models.sent import LIST, Sent
from webapp.models.withdrawal import withdraw as take_back
from webapp.responses import see_other
from webapp.storage.download import attachment

bp = Blueprint("submissions", __name__, url_prefix="/submissions")


@bp.get("")
def index() -> str:
    seal = Seal(current_app.config["LODGE"].signing_keys, "sent", current_user.id)
    page = LIST.page(seal, request.args.get("page", ""), {"user_id": current_user.id})
    addresses = page.addresses(url_for(".index"))
    return render_template("forms/submissions/index.html", page=page, addresses=addresses)


@bp.get("/<reference>")
def show(reference: str) -> str:
    sent = mine(reference)
    settings = sent.definition.settings
    return render_template(
        "forms/submissions/show.html",
        sent=sent,
        row=sent.row,
        reference=show_reference(sent.row.reference),
        settings=settings,
        words=lambda words: sent.definition.words(words, sent.locale),
        pages=sent.filling.summary(),
    )


@bp.get("/<reference>/files/<uuid:file_id>")
def file(reference: str, file_id: UUID) -> Response:
    """One of their own files: found through what they sent, whatever its id."""
    return attachment(attached_file(file_id, mine(reference).row.id) or abort(404))


@bp.route("/<reference>/withdraw", methods=["GET", "POST"])
def withdraw(reference: str) -> Any:
    sent = mine(reference)
    shown = show_reference(sent.row.reference)
    if request.method == "GET" and sent.can_be_withdrawn:
        return render_template("forms/submissions/withdraw.html", sent=sent, row=sent.row, reference=shown)
    if request.method == "POST":
        with writing():
            take_back(sent.row.reference, by=current_user)
        flash(_("Your submission was withdrawn."), "good")
    return see_other(".show", reference=shown)


def mine(reference: str) -> Sent:
    """What this person sent under a reference, typed with or without hyphens; anybody else's is not there."""
    try:
        stored = read_reference(reference)
    except WrongReference:
        abort(404)
    return Sent.find(stored, by=current_user, locale=spoken()) or abort(404)
