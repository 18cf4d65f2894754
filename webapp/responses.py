"""The answers that most views end with."""

import json
from typing import Any

from flask import g, redirect, request, url_for
from werkzeug.wrappers import Response

from webapp.inputs import Inputs

API = "/api/"


def see_other(endpoint: str, **values: Any) -> Response:
    """303 to an endpoint: what follows every change, so that a reload repeats nothing."""
    return redirect(url_for(endpoint, **values), 303)


def status(inputs: Inputs) -> int:
    """200 for a page shown first, 422 for one that comes back with mistakes."""
    return 422 if inputs.errors else 200


def is_for_program() -> bool:
    """Whether a program asks, which reads no page."""
    return request.path.startswith(API)


def problem(code: int, title: str, detail: str) -> Response:
    """What went wrong, for a program (RFC 9457)."""
    document = {"type": "about:blank", "title": title, "status": code, "detail": detail, "request_id": g.get("request_id", "")}
    return Response(json.dumps(document, ensure_ascii=False), code, mimetype="application/problem+json")
