"""Text by authors: a subset of Markdown, made safe."""

from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markupsafe import Markup

TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "a", "h2", "h3", "h4", "blockquote", "code", "hr"}


def _below_the_title(state: StateCore) -> None:
    """The page has its one h1 already: "#" becomes h2, and nothing goes below h4."""
    for token in state.tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(int(token.tag[1]) + 1, 4)}"


_markdown = MarkdownIt("js-default").disable(["table", "code", "strikethrough", "html_block", "html_inline"])
_markdown.core.ruler.push("below_the_title", _below_the_title)


@lru_cache(maxsize=2_048)
def prose(text: str) -> Markup:
    """Markdown as safe markup: no HTML of the author's, no pictures, links to http, https and mailto only."""
    return Markup(  # noqa: S704 - cleaned one line below, and the only place that trusts markup.
        nh3.clean(
            _markdown.render(text),
            tags=TAGS,
            attributes={"a": {"href"}},
            url_schemes={"http", "https", "mailto"},
            link_rel="noopener noreferrer",
        )
    )
