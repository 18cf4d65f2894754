"""The one line of CSS that gives the pages the organisation's colour."""

from flask import Blueprint, Response

from webapp.access import public
from webapp.site import settings

bp = Blueprint("theme", __name__)
# Its address carries the colour, so that browsers may keep it.
KEPT = "public, max-age=86400"


@bp.get("/theme.css")
@public
def show() -> Response:
    """On dark paper the same hue, lighter and calmer: the browser works it out."""
    accent = settings()["accent"]
    rule = f":root{{--brand:{accent};--brand-dark:oklch(from {accent} .78 min(c,.12) h)}}\n"
    return Response(rule, mimetype="text/css", headers={"Cache-Control": KEPT})
