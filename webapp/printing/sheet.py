"""What stands on a submission's PDF, and having it drawn."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from ctypes.util import find_library
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import Any

import structlog
from flask import Response, abort, current_app, render_template

from webapp.database import stop_reading
from webapp.extensions import db
from webapp.languages import _
from webapp.printing.pictures import pictures_on, small

DRAWING = Path(__file__).with_name("drawing.py")
# What the drawing process may know of this machine: where its programs, fonts and their index lie, and its locale.
KNOWN = ("PATH", "HOME", "LANG", "LC_ALL", "FONTCONFIG_FILE", "FONTCONFIG_PATH", "XDG_CACHE_HOME")
SECONDS = 20
# Under which name the document asks for a picture: of no scheme that anything could be fetched by.
PICTURE = "picture:"
NONE: Mapping[str, str] = MappingProxyType({})
AT_ONCE = threading.BoundedSemaphore(2)
log = structlog.get_logger("lodge.printing")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A submission as its PDF shows it; `verify` is where it is checked, `sections` are (title, Markdown)."""

    reference: str
    form: str
    sender: str
    status: str
    version: int
    revision: int
    sent_at: datetime
    changed_at: datetime
    fingerprint: str
    verify: str
    pages: Any
    sections: tuple[tuple[str, str], ...] = ()


@cache
def can_print() -> bool:
    """Whether the extra is installed, and what it asks of the machine."""
    return find_spec("weasyprint") is not None and find_library("pango-1.0") is not None


def printed(sheet: Sheet) -> Response:
    """The PDF as a download. 404 where none is made here, 503 when it does not come to its end."""
    if not can_print():
        abort(404)
    named = pictures_on(sheet.pages)
    let_go()
    pictures = {f"{PICTURE}{key}": picture for key, picture in small(named)}
    title = f"{sheet.form} – {sheet.reference}"
    html = render_template("printing/submission.html", sheet=sheet, title=title, pictures=pictures, picture=PICTURE)
    let_go()
    pdf = drawn(html, (Path(current_app.static_folder or "") / "css" / "document.css").read_text("utf-8"), pictures)
    if pdf is None:
        abort(503, _("The PDF could not be made now. Print the page instead, or try again in a minute."))
    name = f"{sheet.reference}.pdf"
    return Response(pdf, mimetype="application/pdf", headers={"Content-Disposition": f'attachment; filename="{name}"'})


def let_go() -> None:
    """Nobody waits for the database's sake while a document is drawn."""
    if db.session.registry.has():
        db.session.rollback()
    stop_reading()


def drawn(html: str, css: str, pictures: Mapping[str, str] = NONE, seconds: float = SECONDS) -> bytes | None:
    """The PDF; None when it took too long, too many wait, or it failed, which is then in the log.

    `pictures`: what the document calls each → a JPEG in base64."""
    if not AT_ONCE.acquire(timeout=seconds):
        return None
    known = {name: os.environ[name] for name in KNOWN if name in os.environ}
    document = json.dumps({"html": html, "css": css, "pictures": dict(pictures)}).encode()
    try:
        done = subprocess.run(  # noqa: S603 - our own program, and nothing of a person's among its arguments
            [sys.executable, "-I", str(DRAWING)], input=document, capture_output=True, timeout=seconds, env=known, check=True
        )
    except (subprocess.SubprocessError, OSError) as error:
        log.warning(
            "no pdf", error=type(error).__name__, told=(getattr(error, "stderr", b"") or b"")[-500:].decode("utf-8", "replace")
        )
        return None
    finally:
        AT_ONCE.release()
    return done.stdout
