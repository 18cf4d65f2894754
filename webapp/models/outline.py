"""Building a form: edits of its document. Each takes a document and gives a new one; the old one stays as it was."""

from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any

from webapp.models.conditions import fields_of
from webapp.models.definition import Definition, new_uid
from webapp.models.document_items import every_item, holder_of, holders
from webapp.models.expressions import uids_of
from webapp.models.piping import pipes_in, renamed
from webapp.models.piping_checks import words_of

Document = Mapping[str, Any]


def add_page(document: Document, title: Mapping[str, str], after: str | None = None) -> tuple[dict[str, Any], str]:
    """A new page after another one, or at the end; gives the document and the page's uid."""
    new = _copied(document)
    uid = new_uid("p")
    _insert(new["pages"], {"uid": uid, "title": dict(title), "items": []}, after)
    return new, uid


def change_page(document: Document, uid: str, **fields: Any) -> dict[str, Any]:
    """Set fields of a page (title, text, show); None takes one out."""
    new = _copied(document)
    _set(new["pages"][_place(new["pages"], uid)], fields)
    return new


def move_page(document: Document, uid: str, after: str | None) -> dict[str, Any]:
    """Put a page after another one; None puts it first."""
    new = _copied(document)
    page = new["pages"].pop(_place(new["pages"], uid))
    new["pages"].insert(_place(new["pages"], after) + 1 if after else 0, page)
    return new


def remove_page(document: Document, uid: str) -> dict[str, Any]:
    """Take a page out, with its questions."""
    new = _copied(document)
    page = new["pages"].pop(_place(new["pages"], uid))
    gone = {one["uid"] for one in every_item({"pages": [page]})}
    new["calc"] = [one for one in new.get("calc", ()) if one["uid"] not in gone]
    return new


def add_question(document: Document, page: str, item: Mapping[str, Any], after: str | None = None) -> tuple[dict[str, Any], str]:
    """A new question on a page, or in a group, after another one or at its end; gives the document and its uid."""
    new = _copied(document)
    uid = new_uid("f")
    _insert(_items(new, page), {**deepcopy(dict(item)), "uid": uid}, after)
    return new, uid


def change_question(document: Document, uid: str, **fields: Any) -> dict[str, Any]:
    """Set fields of a question; None takes one out. Its uid and its kind never change."""
    if {"uid", "kind"} & set(fields):
        raise ValueError("the uid and the kind of a question never change")
    new = _copied(document)
    items = _items_with(new, uid)
    _set(items[_place(items, uid)], fields)
    return new


def replace_question(document: Document, uid: str, item: Mapping[str, Any]) -> dict[str, Any]:
    """Put what an editing page gives back in place of a question; its uid and its kind stay."""
    new = _copied(document)
    items = _items_with(new, uid)
    place = _place(items, uid)
    items[place] = {**deepcopy(dict(item)), "uid": uid, "kind": items[place]["kind"]}
    return new


def move_question(document: Document, uid: str, page: str, after: str | None) -> dict[str, Any]:
    """Put a question on a page, or into a group, after another one; None puts it first."""
    new = _copied(document)
    source = _items_with(new, uid)
    question = source.pop(_place(source, uid))
    target = _items(new, page)
    target.insert(_place(target, after) + 1 if after else 0, question)
    return new


def shift_question(document: Document, uid: str, step: int) -> dict[str, Any]:
    """One place up (-1) or down (+1); over the edge of its page it goes to the neighbouring page, over that of its group
    to the place before or after the group."""
    new = _copied(document)
    holder = holder_of(new, uid)
    if holder is not None and "kind" in holder:
        _shift_in_group(new, holder, uid, step)
        return new
    pages = new["pages"]
    at = next(place for place, page in enumerate(pages) if any(one["uid"] == uid for one in page.get("items", ())))
    items = pages[at].setdefault("items", [])
    place = _place(items, uid)
    if 0 <= place + step < len(items):
        items.insert(place + step, items.pop(place))
    elif 0 <= at + step < len(pages):
        neighbours = pages[at + step].setdefault("items", [])
        neighbours.insert(len(neighbours) if step < 0 else 0, items.pop(place))
    return new


def _shift_in_group(document: dict[str, Any], group: dict[str, Any], uid: str, step: int) -> None:
    items, around = group["items"], _items_with(document, group["uid"])
    place = _place(items, uid)
    if 0 <= place + step < len(items):
        items.insert(place + step, items.pop(place))
    else:
        around.insert(_place(around, group["uid"]) + (1 if step > 0 else 0), items.pop(place))


def duplicate_question(document: Document, uid: str) -> tuple[dict[str, Any], str]:
    """A copy after the question, of a group with copies of all that it asks; gives the document and the copy's uid."""
    new = _copied(document)
    items = _items_with(new, uid)
    place = _place(items, uid)
    names = {one["uid"]: new_uid("f") for one in (items[place], *items[place].get("items", ()))}
    items.insert(place + 1, _everywhere(items[place], lambda text: names.get(text, text)))
    for one in [one for one in new.get("calc", ()) if one["uid"] in names]:
        expression = _everywhere(one["expr"], lambda text: names.get(text, text))
        new = set_calculation(new, names[one["uid"]], expression)
    return new, names[uid]


def remove_question(document: Document, uid: str) -> dict[str, Any]:
    """Take a question out. Conditions about it stay, and publishing names them: see `dependants`."""
    new = _copied(document)
    items = _items_with(new, uid)
    gone = items.pop(_place(items, uid))
    for one in (gone, *gone.get("items", ())):
        new = set_calculation(new, one["uid"], None)
    return new


def set_calculation(document: Document, uid: str, expression: Any) -> dict[str, Any]:
    """How a computed question is calculated; None takes its calculation out."""
    new = _copied(document)
    kept = [one for one in new.get("calc", ()) if one["uid"] != uid]
    new["calc"] = kept if expression is None else [*kept, {"uid": uid, "expr": deepcopy(expression)}]
    return new


def change_settings(document: Document, **fields: Any) -> dict[str, Any]:
    """Set settings of the form; None takes one out."""
    new = _copied(document)
    _set(new.setdefault("settings", {}), fields)
    return new


def with_new_uids(document: Document) -> dict[str, Any]:
    """A document whose pages, questions and rules have new names: what duplicating a form makes."""
    new = _copied(document)
    parts = [*new["pages"], *every_item(new), *new.get("rules", ())]
    names = {part["uid"]: new_uid(part["uid"][0]) for part in parts}
    everything: dict[str, Any] = _everywhere(new, lambda text: names.get(text) or renamed(text, lambda uid: names.get(uid, uid)))
    return everything


def dependants(definition: Definition, uid: str) -> tuple[str, ...]:
    """The pages, questions and rules that speak of a question."""
    pages = [page.uid for page in definition.pages if uid in fields_of(page.show)]
    questions = [question.uid for question in definition.every_question if uid in fields_of(question.show)]
    rules = [rule.uid for rule in definition.rules if uid == rule.at or uid in fields_of(rule.condition)]
    calculations = [of for of, expression in definition.calc.items() if uid in uids_of(expression)]
    return tuple(dict.fromkeys((*pages, *questions, *calculations, *rules, *repeating(definition, uid))))


def repeating(definition: Definition, uid: str) -> list[str]:
    """The pages, questions and rules whose words repeat the answer to a question."""
    texts: list[tuple[str, tuple[Any, ...]]] = [(page.uid, (page.title, page.text)) for page in definition.pages]
    texts += [(question.uid, words_of(question)) for question in definition.questions]
    texts += [(rule.uid, (rule.message,)) for rule in definition.rules]
    return [of for of, words in texts if any(uid in pipes_in(text) for one in words for text in one.values())]


def _copied(document: Document) -> dict[str, Any]:
    new = deepcopy(dict(document))
    new.setdefault("pages", [])
    return new


def _items(document: dict[str, Any], holder: str) -> list[dict[str, Any]]:
    """The questions of a page, or of a group."""
    found = list(holders(document))
    items: list[dict[str, Any]] = found[_place(found, holder)].setdefault("items", [])
    return items


def _items_with(document: dict[str, Any], uid: str) -> list[dict[str, Any]]:
    holder = holder_of(document, uid)
    if holder is None:
        raise LookupError(f"no question {uid}")
    items: list[dict[str, Any]] = holder["items"]
    return items


def _place(parts: list[dict[str, Any]], uid: str) -> int:
    place = next((place for place, part in enumerate(parts) if part["uid"] == uid), None)
    if place is None:
        raise LookupError(f"nothing here is called {uid}")
    return place


def _insert(parts: list[dict[str, Any]], part: dict[str, Any], after: str | None) -> None:
    parts.insert(_place(parts, after) + 1 if after else len(parts), part)


def _set(part: dict[str, Any], fields: Mapping[str, Any]) -> None:
    for name, value in fields.items():
        if value is None:
            part.pop(name, None)
        else:
            part[name] = deepcopy(value)


def _everywhere(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, Mapping):
        return {name: _everywhere(part, change) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_everywhere(part, change) for part in value]
    return change(value) if isinstance(value, str) else value
