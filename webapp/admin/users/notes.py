"""What staff have noted about a person, for staff alone: read, written, changed by its author, deleted."""

from typing import Any

from flask import abort, current_app, flash, render_template, request, url_for
from flask_login import current_user

from webapp.access import ensure, needs
from webapp.admin.users.desk import bp, find
from webapp.admin.users.inputs import NoteInputs
from webapp.database import writing
from webapp.extensions import db
from webapp.inputs import Inputs
from webapp.languages import _
from webapp.models.keyset import Seal
from webapp.models.note import NOTES, Note, may_read_notes
from webapp.models.permissions import Permission, may
from webapp.models.user import User
from webapp.models.user_acts import SavedFirst
from webapp.responses import see_other, status


@bp.route("/<int:user_id>/notes", methods=["GET", "POST"])
@needs("users:notes:read")
def notes(user_id: int) -> Any:
    user = reader_of(user_id)
    inputs = NoteInputs()
    if inputs.validate_on_submit():
        ensure(may(current_user, Permission.USERS_NOTES_WRITE, user))
        with writing():
            Note.write(user, by=current_user, text=inputs.text.data or "")
        flash(_("The note was saved."), "good")
        return see_other(".notes", user_id=user_id)
    seal = Seal(current_app.config["LODGE"].signing_keys, "notes", user_id)
    page = NOTES.page(seal, request.args.get("page", ""), {"user_id": user_id})
    addresses = page.addresses(url_for(".notes", user_id=user_id))
    shows = {"rows": page.rows, "addresses": addresses, "is_astray": page.is_astray}
    return render_template("admin/users/notes.html", user=user, inputs=inputs, may=acts_on(user), **shows), status(inputs)


def reader_of(user_id: int) -> User:
    """The person, for whoever may read notes on them: nobody else learns whether there is such a person."""
    user = find(user_id)
    if not may_read_notes(user, by=current_user):
        abort(404)
    return user


def acts_on(user: User) -> dict[str, bool]:
    """What the buttons at the notes on a person are drawn from."""
    writes = user.status != "erased" and may(current_user, Permission.USERS_NOTES_WRITE, user)
    return {"write": writes, "delete": writes and may(current_user, Permission.USERS_WRITE, user)}


@bp.route("/<int:user_id>/notes/<int:note_id>/edit", methods=["GET", "POST"])
@needs("users:notes:write")
def edit_note(user_id: int, note_id: int) -> Any:
    note = note_of(reader_of(user_id), note_id)
    ensure(note.by == current_user.id)
    inputs = NoteInputs(obj=note)
    if inputs.validate_on_submit():
        try:
            with writing():
                note.change(by=current_user, version=inputs.version.data or 0, text=inputs.text.data or "")
        except SavedFirst as conflict:
            rows = [(inputs.text.label.text, conflict.found["text"], inputs.text.data)]
            inputs.version.data = conflict.version
            return render_template("admin/users/note_saved_first.html", note=note, inputs=inputs, rows=rows), 409
        flash(_("The note was saved."), "good")
        return see_other(".notes", user_id=user_id)
    return render_template("admin/users/edit_note.html", note=note, inputs=inputs), status(inputs)


def note_of(user: User, note_id: int) -> Note:
    note = db.get_or_404(Note, note_id)
    if note.user_id != user.id:
        abort(404)
    return note


@bp.route("/<int:user_id>/notes/<int:note_id>/delete", methods=["GET", "POST"])
@needs("users:notes:write")
def delete_note(user_id: int, note_id: int) -> Any:
    user = reader_of(user_id)
    note = note_of(user, note_id)
    ensure(note.is_deletable(user, by=current_user))
    inputs = Inputs()
    if inputs.validate_on_submit():
        with writing():
            note.delete(by=current_user)
        flash(_("The note was deleted."), "good")
        return see_other(".notes", user_id=user_id)
    return render_template("admin/users/delete_note.html", note=note), status(inputs)
