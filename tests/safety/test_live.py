"""The same rules behind the shipped server: what no test client shows."""

import http.client
from collections.abc import Iterator
from urllib.parse import urlsplit

from tests.support.live import Live

PAIRS = {"Content-Type": "application/x-www-form-urlencoded"}


def asked(live: Live, method: str, path: str, body: object = None, **headers: str) -> http.client.HTTPResponse:
    """The answer, read to its end."""
    parts = urlsplit(live.url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=20)
    connection.request(method, path, body=body, headers=headers, encode_chunked=True)  # type: ignore[arg-type]
    answer = connection.getresponse()
    answer.text = answer.read().decode()  # type: ignore[attr-defined]
    connection.close()
    return answer


def pieces(number: int) -> Iterator[bytes]:
    """A body that does not say how long it is."""
    for _piece in range(number):
        yield b"a" * 4096


def test_the_server_keeps_the_rules(live: Live) -> None:
    """ASVS 13.4.6, 4.2.1: no version told, no body endless, no address that is not text."""
    page = asked(live, "GET", "/login")
    assert page.status == 200
    assert page.headers["Server"] in {None, "granian"}
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert asked(live, "GET", "/forms/%FF%00").status == 400
    assert asked(live, "GET", "/login?q=%ED%A0%80").status == 400
    assert asked(live, "POST", "/login", pieces(20), **PAIRS, **{"Transfer-Encoding": "chunked"}).status == 413
    assert asked(live, "HEAD", "/login").status == 200
    assert asked(live, "POST", "/login", "a=1", Origin="https://evil.example", **PAIRS).status == 403
