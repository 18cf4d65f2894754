"""A small HTTP client on one kept-alive connection: it holds cookies, follows nothing, and checks each status."""

import http.client
import re
from urllib.parse import urlencode

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


class Client:
    """`cookie` is sent as it is and replaced by what the server sets."""

    def __init__(self, port: int, cookie: str = "") -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.port, self.cookie = port, cookie

    def get(self, path: str, expected: int = 200) -> str:
        return self.send("GET", path, None, expected)

    def post(self, path: str, fields: dict[str, str], expected: int = 303) -> str:
        return self.send("POST", path, urlencode(fields), expected)

    def send(self, method: str, path: str, body: str | None, expected: int) -> str:
        headers = {"Host": f"localhost:{self.port}", "Accept": "text/html"}
        if self.cookie:
            headers["Cookie"] = self.cookie
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        self.text = answer.read().decode()
        self.location = answer.headers.get("Location", "")
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            if cookie.startswith("lodge="):
                self.cookie = cookie.partition(";")[0]
        if answer.status != expected:
            raise AssertionError(f"{method} {path}: {answer.status} instead of {expected}\n{self.text[:2000]}")
        return self.text

    @property
    def token(self) -> str:
        found = TOKEN.search(self.text)
        if found is None:
            raise AssertionError("no CSRF token on the page")
        return found[1]
