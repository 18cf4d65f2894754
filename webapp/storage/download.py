"""Files as answers: to be saved, never to be run where this portal's pages are."""

from typing import Any
from urllib.parse import quote

import structlog
from flask import abort
from werkzeug.http import dump_options_header
from werkzeug.wrappers import Response

from webapp.storage import storage

log = structlog.get_logger("lodge.storage")
# Whatever opens it all the same may do nothing there.
SANDBOX = "default-src 'none'; sandbox"


def attachment(row: Any) -> Response:
    """A file's bytes, some at a time. `row`: id, name, size, type. 404 when they are gone, 503 while the store is away."""
    try:
        pieces = storage().chunks(row.id.hex)
    except FileNotFoundError:
        log.error("file lost", file=row.id.hex)
        abort(404)
    except OSError as error:
        log.error("storage away", exc_info=error)
        abort(503)
    answer = Response(pieces, mimetype=row.type)
    answer.content_length = row.size
    answer.headers["Content-Disposition"] = disposition(row.name)
    answer.headers["Content-Security-Policy"] = SANDBOX
    return answer


def disposition(name: str) -> str:
    """RFC 6266: the name in ASCII for whoever reads only that, and as it is."""
    plain = name.encode("ascii", "replace").decode().replace("?", "_")
    both = {"filename": plain} if plain == name else {"filename": plain, "filename*": f"UTF-8''{quote(name, safe='')}"}
    return dump_options_header("attachment", both)
