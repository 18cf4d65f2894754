"""The two answers that most views end with."""

from typing import Any

from flask import redirect, url_for
from werkzeug.wrappers import Response

from webapp.inputs import Inputs


def see_other(endpoint: str, **values: Any) -> Response:
    """303 to an endpoint: what follows every change, so that a reload repeats nothing."""
    return redirect(url_for(endpoint, **values), 303)


def status(inputs: Inputs) -> int:
    """200 for a page shown first, 422 for one that comes back with mistakes."""
    return 422 if inputs.errors else 200
