"""Asking the member of a submission to correct some of its answers."""

from typing import Any

from flask import Blueprint, current_app, flash, render_template, url_for
from flask_login import current_user
from wtforms import BooleanField

from webapp.access import needs
from webapp.clock import now
from webapp.database import writing
from webapp.extensions import db
from webapp.inbox.found import found
from webapp.inbox.inputs import CorrectionInputs
from webapp.inputs import Text
from webapp.languages import _, spoken
from webapp.models.answering import Filling
from webapp.models.correcting import LONGEST_WHY, ask_for_corrections
from webapp.models.form import Form
from webapp.models.reference import show_reference
from webapp.models.reviewing import Moved, held, last_move
from webapp.models.submission import Submission
from webapp.models.summary import SummaryRow
from webapp.models.waiting_list import version_of
from webapp.responses import see_other, status

bp = Blueprint("corrections", __name__)


@bp.route("/<reference>/corrections", methods=["GET", "POST"])
@needs("submissions:write")
def ask(reference: str) -> Any:
    """GET shows what can be asked, POST asks it."""
    submission = found(reference)
    rows = rows_of(submission)
    inputs = inputs_for(rows)(row_version=submission.row_version)
    if not (inputs.validate_on_submit() and inputs.says_what()):
        return page_of(submission, rows, inputs)
    try:
        with writing():
            act(submission, inputs)
    except Moved as moved:
        inputs.row_version.raw_data, inputs.row_version.data = None, found(reference).row_version
        return page_of(found(reference), rows, inputs, moved)[0], 409
    flash(_("Asked. The member gets a mail and sees what to correct."), "good")
    return see_other("inbox.submissions.show", reference=reference)


def act(submission: Submission, inputs: CorrectionInputs) -> None:
    submission = held(submission.id, submission.form_id)
    if submission.row_version != inputs.row_version.data:
        raise Moved(*last_move(submission))
    message = (inputs.message.data or "").strip()
    ask_for_corrections(submission, by=current_user, message=message, questions=inputs.questions(), link=address_of)


def rows_of(submission: Submission) -> list[SummaryRow]:
    """The questions that were asked, with their answers."""
    definition = version_of(submission)
    filling = Filling(definition, submission.answers, locale=spoken(), today=now().date(), is_sent=True)
    asked = (row for page in filling.summary() for row in page.rows)
    return [row for row in asked if (question := definition.question(row.uid)) and question.is_typed]


def inputs_for(rows: list[SummaryRow]) -> type[CorrectionInputs]:
    """A box and a line for each question."""
    fields: dict[str, Any] = {}
    for row in rows:
        fields[f"ask_{row.uid}"] = BooleanField(row.question, description=row.text[:200])
        fields[f"why_{row.uid}"] = Text(_("What to correct in “%(question)s”", question=row.question[:80]))
    return type("CorrectionInputs", (CorrectionInputs,), {**fields, "uids": tuple(row.uid for row in rows), "most": LONGEST_WHY})


def page_of(submission: Submission, rows: list[SummaryRow], inputs: Any, moved: Moved | None = None) -> tuple[str, int]:
    form = db.session.get_one(Form, submission.form_id)
    values = {"submission": submission, "form": form, "rows": rows, "inputs": inputs, "moved": moved}
    return render_template("inbox/corrections/ask.html", **values), status(inputs)


def address_of(reference: str) -> str:
    path = url_for("forms.submissions.show", reference=show_reference(reference))
    return str(current_app.config["LODGE"].base_url + path)
