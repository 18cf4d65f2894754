"""The organisation's logo: its address is the hash of its content, so that browsers may keep it for ever."""

from flask import Blueprint, Response, abort

from webapp.access import public
from webapp.models.logo import picture_of

bp = Blueprint("logo", __name__)
KEPT = "public, max-age=31536000, immutable"


@bp.get("/logo/<sha256>")
@public
def show(sha256: str) -> Response:
    found = picture_of(sha256)
    if found is None:
        abort(404)
    return Response(found.content, mimetype=found.type, headers={"Cache-Control": KEPT})
