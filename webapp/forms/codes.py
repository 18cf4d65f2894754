"""The code of a form: typed, or brought by a link that leads here, it opens the form for whoever is logged in."""

from typing import Any

from flask import Blueprint, render_template, session
from flask_login import current_user
from werkzeug.wrappers import Response
from wtforms.validators import DataRequired, Length

from webapp.access.tries import tries
from webapp.database import writing
from webapp.inputs import Inputs, Text
from webapp.languages import _, _l
from webapp.models.form_code import LONGEST_TYPED, NETWORK, PERSON, admit_holder, form_opened_by
from webapp.models.form_list import slug_seen
from webapp.models.throttle import check, count, network_of
from webapp.responses import see_other, status

bp = Blueprint("codes", __name__)
# Out of the address, so that no log, no history and no Referer keeps it.
KEPT = "form_code"


class CodeInputs(Inputs):
    code = Text(
        _l("Code"),
        [
            DataRequired(_l("Enter the code, for example BCDF-GHJK-LMNP-QRST")),
            Length(max=LONGEST_TYPED, message=_l("A code has 16 letters")),
        ],
        description=_l("16 letters, from whoever told you about the form. Capitals and hyphens do not matter."),
    )


@bp.route("/code", methods=["GET", "POST"])
def enter() -> Any:
    """GET shows what a link has brought, and POST tries it: opening an address opens nothing."""
    inputs = CodeInputs(data={"code": session.get(KEPT, "")})
    if inputs.validate_on_submit():
        slug = opened(inputs.code.data or "")
        if slug is not None:
            session.pop(KEPT, None)
            return see_other("forms.index.show", slug=slug)
        inputs.refuse("code", _("That code opens no form. Check it letter by letter, or ask for a new one."))
    return render_template("forms/codes/enter.html", inputs=inputs), status(inputs)


def opened(code: str) -> str | None:
    """The address of the form that is open for this person from now on. Each code that opens none is counted."""
    person, network = str(current_user.id), network_of(current_user.origin.network)
    check(tries(), PERSON, person)
    check(tries(), NETWORK, network)
    form_id = form_opened_by(code)
    slug = slug_seen(form_id) if form_id is not None else None
    with writing():
        if slug is not None and form_id is not None:
            admit_holder(form_id, by=current_user)
        else:
            count(tries(), PERSON, person)
            count(tries(), NETWORK, network)
    return slug


def keep_code(code: str) -> Response:
    """From a link's address to the page that asks."""
    session[KEPT] = code[:LONGEST_TYPED]
    return see_other("forms.codes.enter")
