"""A real browser: Debian's Chromium, driven by Playwright, its console watched, its pages looked over by axe."""

import shutil
from pathlib import Path
from types import TracebackType
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright

FLAGS = """
    --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
    --disable-component-update --disable-sync
""".split()  # noqa: SIM905
AXE = sorted(Path(__file__).parents[2].glob(".cache/axe-core-*/package/axe.min.js"))
# The answers with 4xx that a journey means to see are said on the console too.
MEANT = "Failed to load resource"


def launch(playwright: Playwright) -> Browser:
    program = shutil.which("chromium")
    if program is None:
        raise RuntimeError("Chromium is not installed. Run: apt-get install chromium")
    return playwright.chromium.launch(executable_path=program, args=FLAGS)


class LaunchedPage:
    """A tab of its own context (cookies, storage); `complaints` are what its console said."""

    def __init__(self, chromium: Browser, base_url: str, **options: Any) -> None:
        options.setdefault("viewport", {"width": 1280, "height": 900})
        self.context = chromium.new_context(base_url=base_url, **options)
        self.complaints: list[str] = []

    def __enter__(self) -> Page:
        page = self.context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", self.listen)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        return page

    def listen(self, message: ConsoleMessage) -> None:
        if message.type == "error" and MEANT not in message.text:
            self.complaints.append(message.text)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.context.close()
        if error is None and self.complaints:
            raise AssertionError("The browser's console complains:\n" + "\n".join(self.complaints))


def axe(page: Page) -> list[str]:
    """What axe finds wrong with the page as it is shown: `rule: what to do (where)`."""
    if not AXE:
        raise RuntimeError("axe-core is not there. Run: bash tests/support/machine.sh")
    page.evaluate(AXE[-1].read_text())
    result = page.evaluate("async () => await axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{broken['id']}: {broken['help']} ({', '.join(str(node['target']) for node in broken['nodes'])})"
        for broken in result["violations"]
    ]
