"""The inbox: submissions to the forms that this person reviews."""

from typing import Any
from uuid import UUID

from flask import Blueprint, abort, current_app, flash, render_template, request, url_for
from flask_login import current_user
from sqlalchemy import select
from werkzeug.wrappers import Response

from webapp.access import needs
from webapp.clock import now
from webapp.database import read, writing
from webapp.extensions import db
from webapp.inbox.found import found
from webapp.inbox.inputs import MoveInputs
from webapp.inbox.listing import Filter
from webapp.languages import _, mark, spoken
from webapp.models.answering import Filling
from webapp.models.attachment import attached_file, has_files
from webapp.models.capacity import option_of
from webapp.models.correction import open_correction
from webapp.models.definition import Definition
from webapp.models.differences import revisions_of
from webapp.models.event import Event
from webapp.models.form import Form
from webapp.models.form_status import FormStatus, said_status
from webapp.models.form_version import FormVersion
from webapp.models.keyset import Seal
from webapp.models.reference import WrongReference, read_reference, show_reference
from webapp.models.reviewing import (
    COMMENTS,
    TIMELINE,
    Moved,
    forms_reviewed_by,
    held,
    inbox_list,
    mark_opened,
    may_give,
    statuses_of,
)
from webapp.models.reviewing import move as move_submission
from webapp.models.submission import Comment, Submission
from webapp.models.user import User
from webapp.models.waiting_list import lines_of, lines_waiting
from webapp.printing.sheet import Sheet, can_print, printed
from webapp.responses import see_other, status
from webapp.storage.download import attachment

bp = Blueprint("submissions", __name__)
WORDS = {
    "submission.sent": mark("Sent"),
    "submission.moved": mark("Status changed"),
    "submission.commented": mark("Comment written"),
    "submission.corrected": mark("Corrected by the member"),
    "submission.edit_asked": mark("The member asks to change it"),
    "submission.redacted": mark("Answers deleted as announced"),
    "submission.returned": mark("Returned for correction"),
    "submission.revised": mark("Changed by the member"),
    "submission.moved_up": mark("Moved up on the waiting list"),
    "submission.placed": mark("Given a place from the waiting list"),
    "submission.withdrawn": mark("Withdrawn by the member"),
}


@bp.get("")
@needs("submissions:read")
def index() -> str:
    forms = forms_reviewed_by(current_user)
    chosen = Filter.read(request.args, forms)
    keyset = inbox_list(chosen.form_ids, chosen.status, of_all=chosen.is_unlimited(current_user))
    seal = Seal(current_app.config["LODGE"].signing_keys, "inbox", current_user.id, chosen.form_ids, chosen.status)
    page = keyset.page(seal, request.args.get("page", ""))
    return render_template(
        "inbox/submissions/index.html",
        forms=forms,
        chosen=chosen,
        page=page,
        addresses=page.addresses(url_for(".index", **chosen.arguments())),
        waiting=lines_waiting(chosen.form_id) if chosen.form_id else 0,
        takes_files=has_files(chosen.form_id),
    )


@bp.get("/find")
@needs("submissions:read")
def find() -> Response:
    """To the submission whose reference was typed; a mistyped one is told without asking the database."""
    try:
        return see_other(".show", reference=show_reference(read_reference(request.args.get("reference", ""))))
    except WrongReference as error:
        flash(str(error), "warning")
        return see_other(".index")


@bp.get("/<reference>")
@needs("submissions:read")
def show(reference: str) -> Any:
    submission = found(reference)
    inputs = MoveInputs(row_version=submission.row_version, status=submission.status)
    return page_of(submission, inputs)


@bp.get("/<reference>/files/<uuid:file_id>")
@needs("submissions:read")
def file(reference: str, file_id: UUID) -> Response:
    return attachment(attached_file(file_id, found(reference).id) or abort(404))


@bp.get("/<reference>.pdf")
@needs("submissions:read")
def pdf(reference: str) -> Response:
    """One submission on paper, with what only staff see."""
    submission = found(reference)
    version, filling = answered(submission)
    revised = revisions_of(submission.id, locale=spoken(), today=filling.today) if submission.revision > 1 else []
    sheet = Sheet(
        reference=show_reference(submission.reference),
        form=db.session.get_one(Form, submission.form_id).title,
        sender=db.session.get_one(User, submission.user_id).name,
        status=db.session.get_one(FormStatus, (submission.form_id, submission.status)).label,
        version=version.number,
        revision=submission.revision,
        sent_at=submission.submitted_at,
        changed_at=revised[0].at if revised else submission.submitted_at,
        fingerprint=submission.answers_sha256,
        verify=f"{current_app.config['LODGE'].base_url}/receipts/verify",
        pages=filling.summary(unseen=True),
    )
    return printed(sheet)


@bp.post("/<reference>/begin")
@needs("submissions:write")
def begin(reference: str) -> Response:
    """Somebody takes it up: from now on its member changes nothing, where the form says so."""
    submission = found(reference)
    with writing():
        mark_opened(submission.id)
    flash(_("Its member can change it no more."), "good")
    return see_other(".show", reference=reference)


@bp.post("/<reference>/move")
@needs("submissions:write")
def move(reference: str) -> Any:
    submission = found(reference)
    inputs = MoveInputs()
    demanding = offer_statuses(inputs, submission)
    if not (inputs.validate_on_submit() and inputs.ask_for_words(demanding, submission.status)):
        return page_of(submission, inputs)
    try:
        with writing():
            submission = held(submission.id, submission.form_id)
            move_submission(submission, by=current_user, **inputs.change())
    except Moved as moved:
        return page_of(found(reference), inputs, moved)[0], 409
    flash(_("Saved."), "good")
    return see_other(".show", reference=reference)


def offer_statuses(inputs: MoveInputs, submission: Submission) -> set[str]:
    """Fill in the choices; returns the keys of those that want a message."""
    statuses = db.session.scalars(statuses_of(submission.form_id)).all()
    offered = [one for one in statuses if one.key == submission.status or may_give(one, current_user)]
    inputs.status.choices = [(one.key, said_status(one.label)) for one in offered]
    return {one.key for one in offered if one.needs_comment}


def told(line: Any, statuses: dict[str, str]) -> str:
    """A line of the history in words; a move names the status that it led to, as long as the log still holds it."""
    moved_to = statuses.get((line.content or {}).get("new", ""), "")
    if moved_to and line.action == "submission.moved":
        return _("Status changed to “%(status)s”", status=moved_to)
    return _(WORDS[line.action]) if line.action in WORDS else str(line.action)


def said_line_of(definition: Definition, row: Any) -> str:
    """Where it stands in a line, for staff."""
    option = option_of(row.scope)
    label = definition.option_label(option, spoken()) if option else _("The whole form")
    return _("%(option)s: number %(position)s in line", option=label, position=row.position)


def answered(submission: Submission) -> tuple[Any, Filling]:
    """Its version, and its answers by that."""
    version = read(select(FormVersion).where(FormVersion.id == submission.version_id)).one()
    definition = Definition.stored(version.sha256, lambda: version.definition)
    filling = Filling(definition, answers=submission.answers, locale=spoken(), today=now().date(), is_sent=True)
    return version, filling


def page_of(submission: Submission, inputs: MoveInputs, moved: Moved | None = None) -> tuple[str, int]:
    """One submission with its answers by its own version, its history, and what can be done."""
    offer_statuses(inputs, submission)
    if moved is not None:
        inputs.row_version.raw_data = None
        inputs.row_version.data = submission.row_version
    version, filling = answered(submission)
    labels = {choice[0]: choice[1] for choice in inputs.status.choices or ()}
    form = db.session.get_one(Form, submission.form_id)
    history = read(TIMELINE.where(Event.target_id == submission.id)).all()
    return render_template(
        "inbox/submissions/show.html",
        submission=submission,
        form=form,
        can_still_change=submission.opened_at is None and form.settings.get("edit") == "until_opened",
        sender=db.session.get_one(User, submission.user_id),
        version=version,
        can_print=can_print(),
        pages=filling.summary(unseen=True),
        timeline=[{"at": line.at, "text": told(line, labels), "who": line.who} for line in history],
        lines=[said_line_of(filling.definition, row) for row in lines_of(submission.id)],
        comments=read(COMMENTS.where(Comment.submission_id == submission.id)).all(),
        revisions=revisions_of(submission.id, locale=spoken(), today=filling.today) if submission.revision > 1 else [],
        correction=open_correction(submission.id),
        inputs=inputs,
        moved=moved,
    ), status(inputs)
