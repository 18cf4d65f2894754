"""Checking a signed receipt, for everybody: no account is needed, and nothing is kept."""

import base64
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Blueprint, Response, current_app, jsonify, render_template, request
from flask_wtf.file import FileField
from wtforms import TextAreaField

from webapp.access import origin, public
from webapp.access.tries import tries
from webapp.clock import now
from webapp.database import writing
from webapp.inputs import Inputs
from webapp.languages import _, _l
from webapp.models.receipt_key import known_keys
from webapp.models.signed_receipt import LONGEST, Verdict, examine, out_of_address
from webapp.models.throttle import TooMany
from webapp.responses import status
from webapp.signing import Signer

bp = Blueprint("receipts", __name__, url_prefix="/receipts")
AN_HOUR = timedelta(hours=1)
# From one network in an hour.
MOST = 200


class VerifyInputs(Inputs):
    file = FileField(_l("Receipt as a file"))
    text = TextAreaField(_l("Or its content"), description=_l("Open the file with a text editor and copy all of it."))

    def given(self) -> str:
        """What was chosen or pasted; what is no text reads as none."""
        if self.file.data:
            return str(self.file.data.read(LONGEST + 1).decode("utf-8", "replace"))
        return self.text.data or ""


@bp.route("/verify", methods=["GET", "POST"])
@public
def verify() -> Any:
    inputs, verdict = VerifyInputs(), None
    if request.method == "GET":  # a copy on paper brings its receipt along
        inputs.text.data = out_of_address(request.args.get("receipt", ""))
    if inputs.validate_on_submit():
        count()
        given = inputs.given()
        if not given.strip():
            inputs.refuse("file", _("Choose the file of a receipt, or paste its content"))
        else:
            verdict = examine(given, known_keys(signer()))
    return render_template("main/receipts/verify.html", inputs=inputs, verdict=verdict, at=moment_of(verdict)), status(inputs)


verify.body_limit = 64 * 1024


@bp.get("/keys")
@public
def keys() -> Response:
    """The public keys, for whoever checks a receipt without us."""
    known = {key: base64.b64encode(half).decode() for key, half in known_keys(signer()).items()}
    return jsonify(keys=[{"id": key, "algorithm": "Ed25519", "public": half} for key, half in known.items()])


def signer() -> Signer:
    return Signer(current_app.config["LODGE"].signing_keys)


def count() -> None:
    with writing():
        tried = tries().add(f"receipts:{origin().network}", AN_HOUR)
    if tried.n > MOST:
        raise TooMany(max(1, int((tried.expires_at - now()).total_seconds())))


def moment_of(verdict: Verdict | None) -> datetime | None:
    """When it was received, as a valid one says; of any other nothing is shown."""
    return datetime.fromisoformat(verdict.document["at"]).astimezone(UTC) if verdict and verdict.is_valid else None
