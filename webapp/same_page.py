"""Pages that are the same for every visitor but for their token and their nonce: drawn once, not once for each of them."""

from collections.abc import Callable, Hashable

from flask import current_app, request, session

from webapp.in_force import reading
from webapp.languages import spoken
from webapp.tokens import nonce, page_token

# No page holds these.
TOKEN, NONCE = "\0token\0", "\0nonce\0"


def same_for_visitors(draw: Callable[[], str], *of: Hashable) -> str:
    """What `draw` gives for this address, kept as long as the settings are (seconds) for each language and each `of`.

    Only for visitors, and for a page that says nothing of what they have done or typed.
    """
    if current_app.debug or "_flashes" in session:
        return draw()
    kept: dict[Hashable, str] = reading().shown.setdefault("pages", {})
    key = (request.endpoint, spoken(), request.script_root, *of)
    page = kept.get(key)
    if page is not None:
        return page.replace(TOKEN, page_token()).replace(NONCE, nonce())
    drawn = draw()
    kept[key] = drawn.replace(page_token(), TOKEN).replace(nonce(), NONCE)
    return drawn
