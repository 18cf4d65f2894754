"""Where the questions of a document stand: in the pages, and in the groups on them."""

from collections.abc import Iterator, Mapping
from typing import Any

from webapp.models.definition_reading import GROUP

Item = dict[str, Any]


def every_item(document: Mapping[str, Any]) -> Iterator[Item]:
    """All questions in order, each group followed by what it asks in its rows."""
    for page in document.get("pages", ()):
        for item in page.get("items", ()):
            yield item
            yield from item.get("items", ())


def holders(document: Mapping[str, Any]) -> Iterator[Item]:
    """What holds questions: pages, and groups."""
    for page in document.get("pages", ()):
        yield page
        yield from (item for item in page.get("items", ()) if item["kind"] == GROUP)


def holder_of(document: Mapping[str, Any], uid: str) -> Item | None:
    """The page or the group that a question stands in."""
    return next((holder for holder in holders(document) if any(one["uid"] == uid for one in holder.get("items", ()))), None)
