"""What a page offers to copy."""

from tests.support.browser import HOME, Browser


def shown_link(browser: Browser) -> str:
    """The link in the box to copy, as a path; "" when there is none."""
    box = browser.page.by_id("copy-box")
    return "" if box is None else box.get("value", "").removeprefix(HOME)
