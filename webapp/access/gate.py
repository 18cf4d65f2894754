"""The gate in front of every view: what is not well-formed text, or too much of it, is turned away with a sentence."""

import json
import math
from typing import Any, NoReturn
from urllib.parse import unquote_to_bytes, urlsplit

from flask import Request, current_app, request
from werkzeug.exceptions import BadRequest, Forbidden, RequestEntityTooLarge, UnprocessableEntity
from werkzeug.routing import IntegerConverter, Map

from webapp.languages import _

MOST_FIELDS = 1000
DEEPEST_JSON = 32
PAGE_LIMIT = 1 << 20
SWALLOWED = 2 << 20
ENTRANCE_LIMIT = 1 << 16
# Where strangers write: log in, sign up, set-up, one-time links. A view's own `body_limit` comes before it: a number,
# or a function of the address's parts; its `too_large` says in words what a page says that answers more.
ENTRANCE = "auth."
WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})


class RowId(IntegerConverter):
    """`<int:…>` in an address: what no row can have (2^63 and more) is a 404, not an error of the database."""

    def __init__(self, map: Map, *arguments: Any, **options: Any) -> None:
        super().__init__(map, *arguments, **{"max": 2**63 - 1, **options})


def check_request() -> None:
    """Path, headers, query, origin, size, form and JSON, before anything reads them."""
    asked: Request = request._get_current_object()  # type: ignore[attr-defined]  # past the proxy, once
    headers = [value for name, value in asked.environ.items() if name.startswith("HTTP_")]
    # All at once: a line feed ends whatever character was begun before it.
    check_text(raw_of("\n".join([asked.environ.get("PATH_INFO", ""), *headers])))
    if asked.query_string:
        check_pairs(asked.query_string)
    if asked.method == "HEAD":
        asked.method = "GET"  # a view that asks "GET, or else" must not take it for a write; the body is left out anyway
    if asked.method in WRITES:
        check_site()
        check_body()


def raw_of(value: str) -> bytes:
    """The bytes behind a text of the WSGI environment."""
    return value.encode("latin-1", "surrogateescape")


def check_text(raw: bytes) -> None:
    try:
        if "\x00" in raw.decode("utf-8"):
            refuse_text()
    except UnicodeDecodeError:
        refuse_text()


def refuse_text() -> NoReturn:
    raise BadRequest(_("The request holds characters that are not text. Type them again and send the page once more."))


def check_pairs(raw: bytes) -> None:
    """`a=b&c=d`, percent-encoded: strict UTF-8, no NUL, not more than MOST_FIELDS."""
    if raw.count(b"&") >= MOST_FIELDS:
        raise RequestEntityTooLarge(_("A page can hold %(most)s fields. Send fewer.", most=MOST_FIELDS))
    check_text(unquote_to_bytes(raw))


def check_site() -> None:
    """A write that another site caused is refused, whatever it carries."""
    fetched_by = request.headers.get("Sec-Fetch-Site")
    source = request.headers.get("Origin")
    # A page under `no-referrer` says `null` of itself; the browser's own word then tells whose it is.
    is_own = fetched_by in {"same-origin", None} if source == "null" else source is None or is_ours(source)
    if fetched_by == "cross-site" or not is_own:
        raise Forbidden(_("This came from another site. Open the page here and send it again."))


def is_ours(source: str) -> bool:
    """Whether an Origin is this portal's: its base address, or the host that was asked."""
    try:
        asked, base = urlsplit(source), urlsplit(current_app.config["LODGE"].base_url)
    except ValueError:
        return False
    if asked.scheme != "https" and base.scheme == "https":
        return False
    return asked.netloc in {request.host, base.netloc}


def check_body() -> None:
    limit = body_limit()
    # One more is read: a body that does not say its length would be cut at the limit without a word.
    request.max_content_length = limit + 1
    if (request.content_length or 0) > limit:
        swallow()
        raise RequestEntityTooLarge(too_large(limit))
    kind = request.mimetype
    if kind == "application/x-www-form-urlencoded":
        check_pairs(whole_body(limit).replace(b"+", b" "))
    elif kind == "multipart/form-data":
        check_parts()
    elif request.is_json:
        check_json(whole_body(limit))


def swallow() -> None:
    """Take what is still coming, within reason: who is cut off while sending sees a broken line, not the answer."""
    if (request.content_length or 0) <= SWALLOWED:
        request.environ["wsgi.input"].read(request.content_length)


def whole_body(limit: int) -> bytes:
    raw = request.get_data(cache=True, parse_form_data=False)
    if len(raw) > limit:
        raise RequestEntityTooLarge
    return raw


def body_limit() -> int:
    """The most bytes that this view reads."""
    endpoint = request.endpoint or ""
    usual = ENTRANCE_LIMIT if endpoint.startswith(ENTRANCE) else PAGE_LIMIT
    limit = getattr(current_app.view_functions.get(endpoint), "body_limit", usual)
    return int(limit(**request.view_args or {}) if callable(limit) else limit)


def too_large(limit: int) -> str | None:
    """A view's own sentence about more than it reads."""
    say = getattr(current_app.view_functions.get(request.endpoint or ""), "too_large", None)
    return say(limit) if say is not None else None


def check_parts() -> None:
    """Werkzeug puts U+FFFD where bytes are not UTF-8; names of files count as text too."""
    texts = [text for pair in request.form.items(multi=True) for text in pair]
    texts += [text for name, file in request.files.items(multi=True) for text in (name, file.filename or "")]
    if any("\x00" in text or "\ufffd" in text for text in texts):
        refuse_text()


def check_json(raw: bytes) -> None:
    check_text(raw)
    try:
        document = json.loads(raw, object_pairs_hook=without_twins, parse_constant=refuse_constant, parse_float=finite)
    except RecursionError as error:
        raise UnprocessableEntity(_("The JSON is nested too deep.")) from error
    except ValueError as error:
        raise BadRequest(_("The JSON cannot be read: %(error)s", error=error)) from error
    check_depth(document, DEEPEST_JSON)


def without_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    document = dict(pairs)
    if len(document) < len(pairs):
        raise ValueError(_("a key stands twice in one object"))
    return document


def refuse_constant(name: str) -> NoReturn:
    raise ValueError(_("%(name)s is not a JSON number", name=name))


def finite(text: str) -> float:
    """1e999 is a number to JSON and infinity to Python."""
    number = float(text)
    return number if math.isfinite(number) else refuse_constant(text)


def check_depth(document: Any, left: int) -> None:
    if isinstance(document, str):
        check_text(document.encode("utf-8", "surrogatepass"))
    elif isinstance(document, (dict, list)):
        if left == 0:
            raise UnprocessableEntity(_("The JSON is nested more than %(deepest)s deep.", deepest=DEEPEST_JSON))
        for key, value in document.items() if isinstance(document, dict) else enumerate(document):
            check_depth(key, left - 1)
            check_depth(value, left - 1)
