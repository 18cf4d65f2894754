"""Templates and escaping: whatever is typed is shown, and nothing of it is obeyed."""

from typing import Any

from flask import Blueprint, render_template, request

from webapp.access import public
from webapp.responses import status
from webapp.tour.inputs import TextInputs

bp = Blueprint("escaping", __name__)
EXAMPLE = '<em onclick="alert(1)">Tea & cake</em>'


@bp.get("/escaping")
@public
def show() -> Any:
    inputs = TextInputs(request.args, text=EXAMPLE, meta={"csrf": False})
    inputs.validate()
    return render_template("tour/escaping/show.html", inputs=inputs, text=inputs.text.data), status(inputs)
