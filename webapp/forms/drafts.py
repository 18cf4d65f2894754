"""Filling in a form: its pages one by one, what becomes of what is typed, check your answers, send."""

from typing import Any
from uuid import UUID

from flask import Blueprint, abort, current_app, flash, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from webapp.database import writing
from webapp.forms.autosave import autosaved
from webapp.forms.draft_pages import check_page, clash_page, closed_page, full_page, question_page
from webapp.forms.language import read_in
from webapp.forms.uploads import Posted, limits_on, most_bytes, posted, take_out, too_much
from webapp.kinds.rows import uid_of
from webapp.languages import _, mark
from webapp.models.answering import Filling
from webapp.models.definition import Page
from webapp.models.open_draft import OpenDraft
from webapp.models.page_saving import Gone, Saved, save_page
from webapp.models.place_words import refuse_full
from webapp.models.reference import show_reference
from webapp.models.revising import changes_of, revise
from webapp.models.row_change import read_row_change
from webapp.models.scanning import still_checked
from webapp.models.sending import NotSent, reference_of
from webapp.models.sending import submit as send
from webapp.responses import see_other

bp = Blueprint("drafts", __name__, url_prefix="/drafts")


@bp.get("/<uuid:draft_id>")
def show(draft_id: UUID) -> Any:
    """Where the person left off."""
    draft = mine(draft_id)
    if not draft.can_be_sent:
        return closed_page(draft)
    if draft.filling.narrowing is not None and not draft.raw:
        return onward(draft, next(iter(draft.filling.pages), None))
    return onward(draft, draft.filling.first_incomplete())


@bp.route("/<uuid:draft_id>/<page_uid>", methods=["GET", "POST"])
def edit(draft_id: UUID, page_uid: str) -> Any:
    """One page of questions. Each of its buttons sends it, so that nothing typed is lost."""
    draft = mine(draft_id)
    page = draft.page(page_uid)
    if not draft.opening.is_open:
        return closed_page(draft)
    if page is None or not draft.filling.is_reachable(page):
        return onward(draft, draft.filling.first_incomplete())
    if request.method == "POST":
        return told_of_update(draft, save(draft, page))
    return question_page(draft, page, draft.inputs(page))


edit.body_limit = most_bytes
edit.too_large = too_much


def told_of_update(draft: OpenDraft, answer: Any) -> Any:
    """Saving moves a draft to the form as it is now: what that changed is said by the page that comes next, unless this
    answer is a page and says it."""
    is_page = isinstance(answer, tuple) and isinstance(answer[0], str)
    if draft.update is not None and draft.update.sentence and not is_page:
        flash(draft.update.sentence, "warning")
    return answer


def save(draft: OpenDraft, page: Page) -> Any:
    """Keep the page, then go where the pressed button leads."""
    wanted = request.form.get("_do", "continue")
    change = read_row_change(wanted)
    try:
        sent = posted(draft, page)
        is_done = wanted != "autosave" and not sent.is_about_files and change is None
        saved = save_page(draft, page, sent.form, is_done=is_done)
    except Gone:
        mine(draft.id)  # sent from another tab: answers with the confirmation
        raise
    if wanted == "autosave":
        return autosaved(saved)
    if saved.filling is None:
        return clash_page(saved.draft, page, saved.clashes, request.form)
    if sent.removed is not None:
        take_out(saved.draft, sent.removed)
    if sent.is_about_files or (sent.has_unfit and wanted in {"exit", "back"}):
        return with_files(saved, page, sent)
    if wanted == "exit":
        flash(_("Your answers are saved. You can go on at any time."), "good")
        return see_other("main.home.index")
    if wanted == "back":
        return back(saved.draft, saved.filling, page)
    if change is not None:
        return same_page(draft, page, saved.inputs.anchor(change))
    if saved.inputs.errors or refuse_full(draft.form_id, saved.draft.newest, saved.inputs.drawn, saved.draft.held):
        return question_page(saved.draft, page, saved.inputs), 422
    return after(saved.draft, saved.filling, page)


def with_files(saved: Saved, page: Page, sent: Posted) -> Any:
    """The page once more, with its files as they are now, and why one was not kept: nobody said to be done with the rest."""
    for field in saved.inputs.every.values():
        field.errors = field.errors if field.has_unfit else []
    if sent.has_unfit:
        return question_page(saved.draft, page, saved.inputs), 422
    anchor = next((f"{control}-field" for control in request.files), None)
    return same_page(saved.draft, page, anchor)


def same_page(draft: OpenDraft, page: Page, anchor: str | None) -> Response:
    """Where on the page somebody goes on, who came to it as they did."""
    as_before = {name: request.args[name] for name in ("change", "at") if name in request.args}
    return see_other(".edit", draft_id=draft.id, page_uid=page.uid, **as_before, _anchor=anchor)


def back(draft: OpenDraft, filling: Filling, page: Page) -> Response:
    if "change" in request.args:
        return see_other(".check", draft_id=draft.id)
    before = filling.page_before(page)
    if before is None and draft.edited is not None:
        return see_other("forms.submissions.show", reference=show_reference(draft.edited.row.reference))
    if before is None:
        return see_other("forms.index.show", slug=draft.slug)
    return see_other(".edit", draft_id=draft.id, page_uid=before.uid)


def after(draft: OpenDraft, filling: Filling, page: Page) -> Response:
    """The next page; from "Change", back to the row that was changed, once nothing new is asked."""
    if "change" not in request.args:
        return onward(draft, filling.next_after(page))
    asked = filling.first_incomplete()
    row = request.args.get("at", "")
    if asked is not None:
        return see_other(".edit", draft_id=draft.id, page_uid=asked.uid, change=1, at=row or None)
    anchor = f"row-{row}" if draft.definition.question(uid_of(row)) else None
    return see_other(".check", draft_id=draft.id, _anchor=anchor)


@bp.get("/<uuid:draft_id>/check")
def check(draft_id: UUID) -> Any:
    draft = mine(draft_id)
    if not draft.can_be_sent:
        return closed_page(draft)
    missing = draft.filling.first_incomplete()
    return check_page(draft, draft.filling.broken_rules()) if missing is None else onward(draft, missing)


@bp.post("/<uuid:draft_id>/submit")
def submit(draft_id: UUID) -> Any:
    """Send, exactly once: whoever presses it again gets the same confirmation."""
    draft = mine(draft_id)
    if not draft.can_be_sent:
        # Sent by another press of the button a moment ago: then to the confirmation.
        return closed_page(mine(draft_id))
    if is_stale(draft):
        return check_page(draft, told=_(CHANGED)), 409
    if draft.is_edit and not changes_of(draft):
        return check_page(draft, told=_(UNCHANGED)), 422
    errors = draft.filling.check_all() or still_checked(draft)
    if errors:
        return check_page(draft, errors), 422
    try:
        with writing():
            reference = (revise if draft.is_edit else send)(draft, link=address_of, accepted=request.form.getlist("_wait"))
    except NotSent as refusal:
        return not_sent(draft_id, refusal)
    return see_other("forms.submissions.show", reference=show_reference(reference))


UNCHANGED = mark("You have not changed anything yet. Change an answer first, or leave everything as it is.")
CHANGED = mark("Your answers or the form changed since you opened this page. Check them once more, then send.")


def not_sent(draft_id: UUID, refusal: NotSent) -> Any:
    """The page for each reason; the draft is as it was."""
    draft, reason = mine(draft_id), refusal.reason
    if reason == "full":
        return full_page(draft, refusal.scope)
    if reason == "files":
        flash(_("A file that you had uploaded is not there any more. Press Continue to see what is missing."), "warning")
        pages = [page for page in draft.filling.pages if any(limits_on(page))]
        return onward(draft, next(iter(pages), None))
    if reason == "once":
        return see_other("forms.index.show", slug=draft.slug)
    if reason == "closed" or not draft.can_be_sent:
        return closed_page(draft)
    return check_page(draft, told=_(CHANGED)), 409


def is_stale(draft: OpenDraft) -> bool:
    """Whether the page that was checked is not what would be sent."""
    seen = request.form.get("_v"), request.form.get("_rev")
    return seen != (str(draft.version_id), str(draft.rev))


def address_of(reference: str) -> str:
    """The confirmation's whole address, for the mail."""
    return current_app.config["LODGE"].base_url + url_for("forms.submissions.show", reference=show_reference(reference))


@bp.get("/<uuid:draft_id>/answers")
def answers(draft_id: UUID) -> Response:
    """A copy as plain text, also of a draft that cannot be sent any more."""
    draft = mine(draft_id)
    lines = [f"{row.question}\n{row.text}\n" for page in draft.filling.summary() for row in page.rows]
    headers = {"Content-Disposition": f'attachment; filename="{draft.slug}.txt"'}
    return Response("\n".join([f"{draft.title}\n", *lines]), mimetype="text/plain", headers=headers)


@bp.route("/<uuid:draft_id>/delete", methods=["GET", "POST"])
def delete(draft_id: UUID) -> Any:
    draft = mine(draft_id)
    if request.method == "GET":
        return render_template("forms/drafts/delete.html", draft=draft)
    with writing():
        draft.delete()
    if draft.edited is not None:
        flash(_("Everything stays as you sent it."), "good")
        return see_other("forms.submissions.show", reference=show_reference(draft.edited.row.reference))
    flash(_("Your answers were deleted."), "good")
    return see_other("forms.index.show", slug=draft.slug)


def mine(draft_id: UUID) -> OpenDraft:
    """This person's draft. One that was sent leads to its confirmation; anybody else's is not there."""
    locale = read_in()
    person = current_user._get_current_object()  # once, past Flask-Login's proxy
    draft = OpenDraft.find(draft_id, by=person, locale=locale)
    if draft is not None:
        return draft
    reference = reference_of(draft_id, person) or abort(404)
    return abort(see_other("forms.submissions.show", reference=show_reference(reference)))


def onward(draft: OpenDraft, page: Page | None) -> Response:
    """To a page, or to check the answers when there is none left."""
    if page is None or not draft.opening.is_open:
        return see_other(".check", draft_id=draft.id)
    return see_other(".edit", draft_id=draft.id, page_uid=page.uid)
