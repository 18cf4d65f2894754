"""A dynamic route with a converter of its own: two whole numbers, added."""

from typing import Any

from flask import Blueprint, render_template, request
from flask.blueprints import BlueprintSetupState

from webapp.access import public
from webapp.responses import see_other, status
from webapp.tour.inputs import NumbersInputs
from webapp.tour.whole import Whole

bp = Blueprint("add", __name__)


@bp.record_once
def know_whole(state: BlueprintSetupState) -> None:
    state.app.url_map.converters["whole"] = Whole


@bp.get("/add")
@bp.get("/add/<whole:first>/<whole:second>")
@public
def show(first: int = 58, second: int = -16) -> Any:
    inputs = NumbersInputs(request.args, first=str(first), second=str(second), meta={"csrf": False})
    if "first" in request.args and inputs.validate():
        return see_other(".show", first=inputs.first.data, second=inputs.second.data)
    page = render_template("tour/add/show.html", first=first, second=second, total=first + second, inputs=inputs)
    return page, status(inputs)
