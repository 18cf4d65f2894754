"""`lodge receipts`: whether a signed receipt is from this portal and unaltered."""

from typing import TextIO

import click
from flask import current_app
from flask.cli import AppGroup

from webapp.cli.told import harmless, stop
from webapp.models.receipt_key import known_keys
from webapp.models.reference import show_reference
from webapp.models.signed_receipt import LONGEST, examine
from webapp.signing import Signer

receipts = AppGroup("receipts", help="Signed receipts. Exit codes: 0 valid, 1 altered, 3 signed by an unknown key, 5 no receipt.")
WORDS = {
    "altered": (1, "Not valid: it was altered after it was signed."),
    "unknown_key": (3, "Signed with a key that this portal does not know."),
    "no_receipt": (5, "This is not a receipt, or only a part of one."),
}


@receipts.command("verify")
@click.argument("file", type=click.File("r", encoding="utf-8", errors="replace"))
def verify(file: TextIO) -> None:
    """Check FILE, or standard input for "-"."""
    verdict = examine(file.read(LONGEST + 1), known_keys(Signer(current_app.config["LODGE"].signing_keys)))
    if not verdict.is_valid:
        code, sentence = WORDS[verdict.state]
        stop(sentence, code)
    told = verdict.document
    click.echo(harmless(f"Valid: {show_reference(told['reference'])}, “{told['form']}”, received {told['at']}"))
