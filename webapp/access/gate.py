"""The gate in front of every view: what is not well-formed text, or too much of it, is turned away with a sentence."""

import json
from typing import Any, NoReturn
from urllib.parse import unquote_to_bytes, urlsplit

from flask import current_app, request
from werkzeug.exceptions import BadRequest, Forbidden, RequestEntityTooLarge, UnprocessableEntity
from werkzeug.routing import IntegerConverter, Map

MOST_FIELDS = 1000
DEEPEST_JSON = 32
PAGE_LIMIT = 1 << 20
ENTRANCE_LIMIT = 1 << 16
WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})


class RowId(IntegerConverter):
    """`<int:…>` in an address: what no row can have (2^63 and more) is a 404, not an error of the database."""

    def __init__(self, map: Map, *arguments: Any, **options: Any) -> None:
        super().__init__(map, *arguments, **{"max": 2**63 - 1, **options})


def check_request() -> None:
    """Path, query, origin, size, form and JSON, before anything reads them."""
    check_text(request.environ.get("PATH_INFO", "").encode("latin-1", "surrogateescape"))
    if request.query_string:
        check_pairs(request.query_string)
    if request.method in WRITES:
        check_site()
        check_body()


def check_text(raw: bytes) -> None:
    try:
        if "\x00" in raw.decode("utf-8"):
            refuse_text()
    except UnicodeDecodeError:
        refuse_text()


def refuse_text() -> NoReturn:
    raise BadRequest("The request holds characters that are not text. Type them again and send the page once more.")


def check_pairs(raw: bytes) -> None:
    """`a=b&c=d`, percent-encoded: strict UTF-8, no NUL, not more than MOST_FIELDS."""
    if raw.count(b"&") >= MOST_FIELDS:
        raise RequestEntityTooLarge(f"A page can hold {MOST_FIELDS} fields. Send fewer.")
    check_text(unquote_to_bytes(raw))


def check_site() -> None:
    """A write that another site caused is refused, whatever it carries."""
    if request.headers.get("Sec-Fetch-Site") in {"cross-site"}:
        raise Forbidden("This came from another site. Open the page here and send it again.")
    source = request.headers.get("Origin")
    if source is not None and source != "null" and urlsplit(source).netloc not in own_hosts():
        raise Forbidden("This came from another site. Open the page here and send it again.")
    if source == "null" and request.headers.get("Sec-Fetch-Site") not in {"same-origin", None}:
        raise Forbidden("This came from another site. Open the page here and send it again.")


def own_hosts() -> set[str]:
    return {request.host, urlsplit(current_app.config["LODGE"].base_url).netloc}


def check_body() -> None:
    view = current_app.view_functions.get(request.endpoint or "")
    request.max_content_length = getattr(view, "body_limit", PAGE_LIMIT)
    if (request.content_length or 0) > (request.max_content_length or PAGE_LIMIT):
        raise RequestEntityTooLarge
    kind = request.mimetype
    if kind == "application/x-www-form-urlencoded":
        check_pairs(request.get_data(cache=True, parse_form_data=False).replace(b"+", b" "))
    elif kind == "multipart/form-data":
        for name, value in request.form.items(multi=True):
            if "\x00" in name + value or "\ufffd" in name + value:
                refuse_text()
    elif request.is_json:
        check_json(request.get_data(cache=True))


def check_json(raw: bytes) -> None:
    check_text(raw)
    try:
        document = json.loads(raw, object_pairs_hook=without_twins, parse_constant=refuse_constant)
    except RecursionError as error:
        raise UnprocessableEntity("The JSON is nested too deep.") from error
    except ValueError as error:
        raise BadRequest(f"The JSON cannot be read: {error}") from error
    check_depth(document, DEEPEST_JSON)


def without_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    document = dict(pairs)
    if len(document) < len(pairs):
        raise ValueError("a key stands twice in one object")
    return document


def refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a JSON number")


def check_depth(document: Any, left: int) -> None:
    if isinstance(document, str):
        check_text(document.encode("utf-8", "surrogatepass"))
    elif isinstance(document, (dict, list)):
        if left == 0:
            raise UnprocessableEntity(f"The JSON is nested more than {DEEPEST_JSON} deep.")
        for key, value in document.items() if isinstance(document, dict) else enumerate(document):
            check_depth(key, left - 1)
            check_depth(value, left - 1)
