"""A browser, not a client: it sends the form that it found on the page, and inspects every page that it opens."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit
from xml.etree.ElementTree import Element

from flask import Flask, has_app_context
from werkzeug.test import TestResponse

from tests.support.filling import FilledForm, NotOnThePage
from tests.support.page import Page, words

HOME = "http://localhost"
MOST_HOPS = 5
FIELDS = "application/x-www-form-urlencoded"


class Browser:
    """One person's browser with its cookies. Its methods give it back, so that steps can be chained:

    browser.open("/login").fill({"Email": "a@example.org", "Password": "…"}).press("Log in")
    """

    def __init__(self, app: Flask, **headers: str) -> None:
        self.client = app.test_client()
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}
        self.url = HOME
        self.response: TestResponse
        self._page: Page | None = None
        self.filled: dict[str, Any] = {}

    # Going somewhere.
    def open(self, path: str) -> "Browser":
        """Go to an address as if it were typed; redirects are followed."""
        return self.go("GET", path)

    def follow(self, text: str) -> "Browser":
        """Press a link by its words."""
        links = [one for one in self.page.every("a") if text in (words(one), words(one, seen_only=True))]
        if len({one.get("href") for one in links}) != 1:
            offered = ", ".join(dict.fromkeys(words(one) for one in self.page.every("a")))
            raise NotOnThePage(f"{len(links)} links are called {text!r}. The page offers: {offered}")
        return self.go("GET", links[0].get("href", ""))

    def fill(self, given: Mapping[str, Any]) -> "Browser":
        """Note what to type: label, legend or name → text, option, True, several options, or a date's parts."""
        self.filled |= given
        return self

    def press(self, text: str, within: str = "") -> "Browser":
        """Press a button by its words and send its form; `within` is text of the row or form that it stands in."""
        button, form = self.button(text, within)
        filling = FilledForm(self.page, form)
        filling.fill(self.filled)
        method = button.get("formmethod", form.get("method", "get")).upper()
        action = button.get("formaction", form.get("action", ""))
        if method == "GET":
            return self.go("GET", f"{action.partition('?')[0]}?{urlencode(filling.pairs(button))}")
        kind, body = filling.body(button)
        return self.go("POST", action, body, kind)

    def button(self, text: str, within: str) -> tuple[Element, Element]:
        """The one button with these words, and its form."""
        buttons = [one for one in self.page.every("button") if one.get("type", "submit") == "submit"]
        exact = [one for one in buttons if words(one) == text]
        found = exact or [one for one in buttons if words(one, seen_only=True) == text]
        placed = [(one, form) for one in found if (form := self.form_of(one)) is not None and self.is_within(one, within)]
        if len(placed) > 1 and self.filled:
            # Two forms with one button each: it is the one that has these fields.
            fitting = [pair for pair in placed if all(FilledForm(self.page, pair[1]).find(one) for one in self.filled)]
            placed = fitting or placed
        if len(placed) != 1:
            offered = ", ".join(words(one) for one in buttons)
            raise NotOnThePage(f"{len(placed)} buttons are called {text!r}. The page offers: {offered}")
        return placed[0]

    def form_of(self, button: Element) -> Element | None:
        named = button.get("form")
        return self.page.by_id(named) if named else self.page.around(button, "form")

    def is_within(self, element: Element, text: str) -> bool:
        row = self.page.around(element, "tr", "li", "fieldset", "section", "form")
        return not text or (row is not None and text in words(row))

    def send(self, method: str, path: str, data: Mapping[str, Any] | None = None, **options: Any) -> TestResponse:
        """Send what no page offers, to see it refused. No form, no token, no redirect followed, nothing inspected."""
        check_no_context()
        return self.client.open(path, method=method, base_url=HOME, data=data, **options)

    def go(self, method: str, address: str, body: bytes = b"", kind: str = FIELDS) -> "Browser":
        """Ask, follow what answers 303 or 308, then look at the page."""
        check_no_context()
        for _hop in range(MOST_HOPS):
            self.ask(method, address, body, kind)
            if not 300 <= self.status < 400:
                self.look()
                return self
            if self.status not in {303, 308}:
                raise AssertionError(f"{method} {address} answers {self.status}: only 303 and 308 are used here")
            method, body = ("GET", b"") if self.status == 303 else (method, body)
            address = self.response.headers["Location"]
        raise AssertionError(f"more than {MOST_HOPS} redirects, last to {address}")

    def ask(self, method: str, address: str, body: bytes, kind: str) -> None:
        parts = urlsplit(urljoin(self.url, address))
        if parts.netloc != urlsplit(HOME).netloc:
            raise NotOnThePage(f"{address} leads away from this site")
        headers = dict(self.headers)
        if method == "POST":
            headers |= {"Origin": HOME, "Sec-Fetch-Site": "same-origin"}
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        sent = kind if method == "POST" else None
        self.response = self.client.open(path, method=method, base_url=HOME, data=body, content_type=sent, headers=headers)
        self.url = urljoin(HOME, path)
        self._page, self.filled = None, {}

    def look(self) -> None:
        """Inspect what came: every page, also one that says no."""
        if self.is_html:
            faults = list(dict.fromkeys(self.page.faults()))
            if faults:
                raise AssertionError(f"{self.path} ({self.status}) is not as pages are here:\n- " + "\n- ".join(faults))

    # What is there.
    @property
    def is_html(self) -> bool:
        return self.response.mimetype == "text/html"

    @property
    def status(self) -> int:
        return int(self.response.status_code)

    @property
    def path(self) -> str:
        return urlsplit(self.url).path

    @property
    def html(self) -> str:
        return self.response.get_data(as_text=True)

    @property
    def page(self) -> Page:
        if self._page is None:
            self._page = Page(self.html)
        return self._page

    @property
    def text(self) -> str:
        return self.page.text if self.is_html else self.html

    @property
    def heading(self) -> str:
        return self.page.heading

    @property
    def errors(self) -> list[str]:
        """The lines of the error summary."""
        return self.page.errors

    @property
    def csrf_token(self) -> str:
        """Of the page that is open, for what is sent past its buttons."""
        return next(str(one.get("value")) for one in self.page.every("input") if one.get("name") == "csrf_token")

    def has(self, text: str) -> bool:
        return " ".join(text.split()) in self.text

    def value(self, called: str) -> Any:
        """What a field holds now: a text, or a list where there may be several."""
        for form in self.page.every("form"):
            filling = FilledForm(self.page, form)
            found = filling.find(called)
            if found:
                held = [one for index in found for one in filling.values[index]]
                return held[0] if len(found) == 1 and len(held) == 1 else held
        raise NotOnThePage(f"No field is called {called!r}.")

    def remember(self, **values: Any) -> None:
        """Put values into the signed cookie."""
        check_no_context()
        with self.client.session_transaction(base_url=HOME) as session:
            session.update(values)


def check_no_context() -> None:
    if has_app_context():
        raise RuntimeError("An app context is open: Flask-Login would see the last user. Close it first.")
