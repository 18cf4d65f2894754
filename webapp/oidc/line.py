"""The line to a provider: certificates checked, no redirect followed, answers short and soon, or none at all."""

import time
from typing import Any

from authlib.integrations.requests_client import OAuth2Session
from requests import ConnectionError, RequestException, Response, Session
from requests.exceptions import BaseHTTPError  # type: ignore[attr-defined]

from webapp.languages import mark
from webapp.oidc.trouble import ProviderTrouble

# Seconds to connect, for each part of the answer, and for the whole of it.
PATIENCE = (3.0, 4.0)
WHOLE = 8.0
LONGEST = 1 << 18
AWAY = mark("The provider did not answer. Try again in a minute.")
ODD = mark("The provider gave an answer that cannot be used. Tell an administrator if it happens again.")


class Careful(Session):
    """Every request of this kind of session is bounded in time and length and goes to the one address that was asked."""

    def request(self, method: str, url: str | bytes, *arguments: Any, **options: Any) -> Response:
        options |= {"timeout": PATIENCE, "allow_redirects": False, "stream": True}
        deadline = time.monotonic() + WHOLE
        response = super().request(method, url, *arguments, **options)
        try:
            read_into(response, deadline)
        finally:
            response.close()
        if 300 <= response.status_code < 400:
            raise ProviderTrouble(ODD, "redirected")
        return response


def read_into(response: Response, deadline: float) -> None:
    """The body, unless it is too long or too slow."""
    body = b""
    while part := next_part(response):
        body += part
        if len(body) > LONGEST:
            raise ProviderTrouble(ODD, "answer too long")
        if time.monotonic() > deadline:
            raise ProviderTrouble(AWAY, "answer too slow")
    response._content = body


def next_part(response: Response) -> bytes:
    """What has come meanwhile: whoever waits for a full buffer waits for hours where one byte comes every few seconds."""
    try:
        return bytes(response.raw.read1(1 << 14, decode_content=True))
    except BaseHTTPError as error:
        raise ConnectionError(error) from error


class Line(Careful):
    """For what anybody may read."""


class Client(Careful, OAuth2Session):
    """For what the provider tells this portal alone."""


def document(session: Session, address: str, **options: Any) -> dict[str, Any]:
    """The JSON object at an address. Raises ProviderTrouble."""
    try:
        response = session.get(address, headers={"Accept": "application/json"}, **options)
        found = response.json()
    except RequestException as error:
        raise ProviderTrouble(AWAY, type(error).__name__) from error
    except ValueError as error:
        raise ProviderTrouble(ODD, "no JSON") from error
    if response.status_code != 200 or not isinstance(found, dict):
        raise ProviderTrouble(ODD, f"status {response.status_code}")
    return found
