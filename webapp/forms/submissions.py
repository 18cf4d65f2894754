"""What somebody has sent: the list, the permanent confirmation with their copy, and taking it back."""

import json
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

from flask import Blueprint, abort, current_app, flash, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from webapp.database import writing
from webapp.forms.inputs import AskInputs
from webapp.forms.language import read_in
from webapp.languages import _
from webapp.models.asking import asked_questions
from webapp.models.attachment import attached_file
from webapp.models.edit_asking import ask_to_edit
from webapp.models.keyset import Seal
from webapp.models.purged_submission import purged_of
from webapp.models.reference import WrongReference, read_reference, show_reference
from webapp.models.revising import start_edit
from webapp.models.sent import LIST, Sent
from webapp.models.signed_receipt import in_address, signed_receipt
from webapp.models.withdrawal import withdraw as take_back
from webapp.printing.sheet import Sheet, can_print, printed
from webapp.responses import see_other, status
from webapp.signing import Signer
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
        returned=returned(sent),
        verify=verify_address(sent),
        can_print=can_print(),
    )


@bp.get("/<reference>/receipt")
def receipt(reference: str) -> Response:
    """A signed file that says what was received, and when: /receipts/verify checks it."""
    sent, config = mine(reference), current_app.config["LODGE"]
    signer = Signer(config.signing_keys)
    return attached_json(signed_receipt(signer, portal=config.base_url, **sent.proof()), sent, "receipt")


@bp.get("/<reference>.pdf")
def pdf(reference: str) -> Response:
    """Their copy on paper."""
    sent = mine(reference)
    row, words = sent.row, partial(sent.definition.words, locale=sent.locale)
    told = ((_("What happens next"), words(sent.settings.next_steps)), (_("Questions"), words(sent.settings.contact)))
    sheet = Sheet(
        reference=show_reference(row.reference),
        form=row.title,
        sender=current_user.name,
        status=row.status,
        version=row.number,
        revision=row.revision,
        sent_at=row.submitted_at,
        changed_at=sent.changed_at,
        fingerprint=row.answers_sha256,
        verify=verify_address(sent),
        pages=sent.filling.summary(),
        sections=tuple((title, text) for title, text in told if text),
    )
    return printed(sheet)


def verify_address(sent: Sent) -> str:
    """Where whoever holds this copy has its signed receipt checked: the address holds all of that."""
    config = current_app.config["LODGE"]
    receipt = signed_receipt(Signer(config.signing_keys), portal=config.base_url, **sent.proof())
    return f"{config.base_url}/receipts/verify?receipt={in_address(receipt)}"


@bp.get("/<reference>.json")
def document(reference: str) -> Response:
    """What was sent, for programs."""
    sent = mine(reference)
    return attached_json(json.dumps(sent.document(), ensure_ascii=False, indent=2) + "\n", sent, "answers")


def attached_json(text: str, sent: Sent, what: str) -> Response:
    name = f"{show_reference(sent.row.reference)}-{what}.json"
    return Response(text, mimetype="application/json", headers={"Content-Disposition": f'attachment; filename="{name}"'})


def returned(sent: Sent) -> list[tuple[str, str]]:
    """(question, why) of each answer that staff ask to have corrected."""
    asked = asked_questions(sent.definition, sent.locale)
    questions = sent.correction.questions if sent.correction else ()
    return [(asked[one["uid"]].label, one["why"]) for one in questions if one["uid"] in asked]


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


@bp.post("/<reference>/edit")
def edit(reference: str) -> Response:
    """The draft that changes it: found, or made with the answers as they are."""
    sent = mine(reference)
    if not sent.can_be_edited:
        flash(sent.why_not_edited, "warning")
        return see_other(".show", reference=show_reference(sent.row.reference))
    kept_for = timedelta(days=sent.settings.draft_days)
    with writing():
        draft_id = start_edit(sent.row, by=current_user, is_correction=sent.correction is not None, kept_for=kept_for)
    return see_other("forms.drafts.show", draft_id=draft_id)


@bp.route("/<reference>/ask", methods=["GET", "POST"])
def ask(reference: str) -> Any:
    """Where staff decide whether something may be changed."""
    sent = mine(reference)
    shown, inputs = show_reference(sent.row.reference), AskInputs()
    if not sent.can_ask_to_edit:
        return see_other(".show", reference=shown)
    if inputs.validate_on_submit():
        with writing():
            ask_to_edit(sent.row.id, by=current_user, reason=inputs.reason.data or "")
        flash(_("The office has got your question."), "good")
        return see_other(".show", reference=shown)
    return render_template("forms/submissions/ask.html", row=sent.row, reference=shown, inputs=inputs), status(inputs)


def mine(reference: str) -> Sent:
    """What this person sent under a reference, typed with or without hyphens; anybody else's is not there."""
    try:
        stored = read_reference(reference)
    except WrongReference:
        abort(404)
    return Sent.find(stored, by=current_user, locale=read_in()) or abort(gone(stored))


def gone(stored: str) -> Any:
    """The answer where nothing is left: that it was deleted as announced, to whoever had sent it."""
    purged = purged_of(stored, by=current_user)
    if purged is None:
        return 404
    page = render_template("forms/submissions/purged.html", purged=purged, reference=show_reference(stored))
    return Response(page, 410, mimetype="text/html")
