"""Tab until something is reached, then type, tick or press: what somebody without a mouse does."""

from playwright.sync_api import Page

MOST_STOPS = 60
# The words by which a person knows what has the focus: its label, or what stands on it.
FOCUSED = """() => {
  const here = document.activeElement;
  const label = here.labels && here.labels.length ? here.labels[0].textContent : here.textContent;
  return label.trim().replace(/\\s+/g, " ");
}"""


def tab_to(page: Page, words: str) -> None:
    """Forward from where the focus is; fails when the whole page has been walked."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED) == words:
            return
    raise AssertionError(f"Tab never comes to {words!r}.")


def type_into(page: Page, label: str, typed: str) -> None:
    tab_to(page, label)
    page.keyboard.type(typed)


def tick(page: Page, label: str) -> None:
    """A box, or the first of several answers: further ones are reached with the arrow keys."""
    tab_to(page, label)
    page.keyboard.press("Space")
