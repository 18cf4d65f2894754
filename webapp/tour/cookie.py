"""A signed cookie: everybody can read it, and whoever changes it is found out."""

from typing import Any

from flask import Blueprint, current_app, render_template, request
from werkzeug.wrappers import Response

from webapp.access import public
from webapp.responses import see_other, status
from webapp.tour.inputs import NoteInputs, ValueInputs
from webapp.tour.seal import examine, forged, seal

bp = Blueprint("cookie", __name__)
KEPT_SECONDS = 3600


@bp.route("/cookie", methods=["GET", "POST"])
@public
def show() -> Any:
    inputs = NoteInputs()
    if inputs.validate_on_submit():
        return with_cookie(seal(inputs.note.data or ""))
    return page(inputs, ValueInputs(formdata=None, value=held()))


@bp.post("/cookie/change")
@public
def change() -> Any:
    inputs = ValueInputs()
    if inputs.validate():
        return with_cookie(inputs.value.data or "")
    return page(inputs, inputs)


def page(inputs: NoteInputs | ValueInputs, changing: ValueInputs) -> Any:
    value = held()
    noting = inputs if isinstance(inputs, NoteInputs) else NoteInputs(formdata=None)
    shown = {"finding": examine(value), "value": value, "forged": forged(value)}
    return render_template("tour/cookie/show.html", inputs=inputs, noting=noting, changing=changing, **shown), status(inputs)


def held() -> str:
    """What this browser sends, believed in nothing yet."""
    return request.cookies.get(cookie_name(), "")[:600]


def with_cookie(value: str) -> Response:
    answer = see_other(".show")
    answer.set_cookie(
        cookie_name(), value, max_age=KEPT_SECONDS, httponly=True, samesite="Lax",
        secure=current_app.config["LODGE"].is_https,
    )  # fmt: skip
    return answer


def cookie_name() -> str:
    return "__Host-tour" if current_app.config["LODGE"].is_https else "tour"
