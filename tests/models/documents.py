"""Definition documents for tests: pages from a few words."""

from datetime import date
from typing import Any

from webapp.models.answering import Filling
from webapp.models.definition import Definition

TODAY = date(2026, 11, 21)


def item(uid: str, kind: str = "text", label: str = "", **more: Any) -> dict[str, Any]:
    made = {"uid": f"f_{uid}", "kind": kind, "label": {"en": label or uid.title()}, **more}
    if kind in {"choice", "choices"}:
        made.setdefault("options", [option("pot", "Pottery"), option("chess", "Chess")])
    return made


def option(key: str, label: str, **more: Any) -> dict[str, Any]:
    return {"key": key, "label": {"en": label}, **more}


def document(*pages: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    """Each list of items is a page, p_1, p_2 …, called "Page 1" and so on."""
    made = [{"uid": f"p_{place}", "title": {"en": f"Page {place}"}, "items": items} for place, items in enumerate(pages, 1)]
    return {"schema": 1, "title": {"en": "Summer course"}, "pages": made, **more}


def defined(*pages: list[dict[str, Any]], **more: Any) -> Definition:
    return Definition.parse(document(*pages, **more))


def filling(definition: Definition, answers: dict[str, Any] | None = None, **more: Any) -> Filling:
    return Filling(definition, answers or {}, today=TODAY, **more)
