"""A dynamic route: the words of an address, each with a capital."""

import re
from typing import Any

from flask import Blueprint, render_template, request

from webapp.access import public
from webapp.responses import see_other, status
from webapp.tour.inputs import WordsInputs

bp = Blueprint("capitalize", __name__)
SEPARATORS = re.compile(r"[\s_/-]+")


@bp.get("/capitalize")
@bp.get("/capitalize/<path:words>")
@public
def show(words: str = "the-same-name_on every-floor") -> Any:
    inputs = WordsInputs(request.args, words=words, meta={"csrf": False})
    if "words" in request.args and inputs.validate():
        return see_other(".show", words=inputs.words.data)
    page = render_template("tour/capitalize/show.html", words=words, capitalized=capitalized(words), inputs=inputs)
    return page, status(inputs)


def capitalized(words: str) -> str:
    """Words stand between hyphens, underscores, slashes and spaces of any kind."""
    return " ".join(word.capitalize() for word in SEPARATORS.split(words) if word)
