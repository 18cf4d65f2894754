"""Opens the pages of the list as their people, in a light and a dark browser, wide and narrow."""

from collections.abc import Iterator
from contextlib import ExitStack

from playwright.sync_api import Browser as ChromiumBrowser
from playwright.sync_api import Error, Page

from tests.screenshots.acts import Shot
from tests.screenshots.stage import Scene
from tests.support.chromium import LaunchedPage
from webapp.languages import ENGLISH

WIDTHS = {"wide": {"width": 1280, "height": 900}, "narrow": {"width": 390, "height": 844}}


class Camera:
    """One tab per person; a page is opened once and then looked at in each width."""

    def __init__(self, chromium: ChromiumBrowser, scene: Scene, scheme: str, language: str = "") -> None:
        self.chromium, self.scene, self.scheme = chromium, scene, scheme
        # What the browser asks for: the portal's own, unless another is named.
        self.language = language or scene.live.environ.get("LODGE_LOCALE", ENGLISH)
        self.stack, self.tabs = ExitStack(), {}

    def __enter__(self) -> "Camera":
        return self

    def __exit__(self, *what: object) -> None:
        self.stack.close()

    def tab(self, who: str) -> Page:
        if who not in self.tabs:
            page = self.stack.enter_context(
                LaunchedPage(
                    self.chromium, self.scene.live.url, locale=self.language, color_scheme=self.scheme, reduced_motion="reduce"
                )
            )
            if who != "visitor":
                cookie = {"name": "lodge", "value": self.scene.seen[who].cookie, "url": self.scene.live.url}
                page.context.add_cookies([cookie])
            self.tabs[who] = page
        return self.tabs[who]

    def show(self, shot: Shot, width: str) -> Page:
        """Open the page of a shot and do what it says. Raises Error when the server fails."""
        page = self.tab(shot.who)
        page.set_viewport_size(WIDTHS[width])
        answer = page.goto(shot.path.format(**self.scene.places))
        if answer is None or answer.status >= 500:
            raise Error(f"answered {answer and answer.status}")
        if shot.act:
            shot.act(page)
        return page

    def views(self, shot: Shot) -> Iterator[tuple[str, Page]]:
        """(width's name, the page as it then is); what was done on a page is done again in the other width."""
        for width, size in WIDTHS.items():
            if width == "wide" or shot.act:
                self.show(shot, width)
            page = self.tab(shot.who)
            page.set_viewport_size(size)
            yield width, page
