"""Editing when something is shown: a condition as a list of lines that must all, or any of them, hold."""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import Any

from webapp.models.conditions import condition_of, fields_of
from webapp.models.document_items import every_item
from webapp.models.expression_reading import operand_of
from webapp.models.expressions import uids_of

Document = Mapping[str, Any]


def lines_of(show: Document | None) -> tuple[str, list[dict[str, Any]]]:
    """("all" or "any", the lines) of a condition of the document; no lines: always shown."""
    if not show:
        return "all", []
    for mode in ("all", "any"):
        if mode in show:
            return mode, deepcopy(list(show[mode]))
    return "all", [deepcopy(dict(show))]


def joined(mode: str, lines: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The condition of these lines; None for always."""
    return {mode: lines} if lines else None


def line(uid: str, op: str, values: list[Any], *, is_list: bool = False) -> dict[str, Any]:
    """One line: `op` as the builder offers it, with "answered" and "none" (of several) beside those of conditions.
    `is_list`: the answer is itself a list, which has a value and is never equal to it."""
    if op == "empty":
        return {"f": uid, "op": "empty"}
    if op == "answered":
        return {"not": {"f": uid, "op": "empty"}}
    if op == "in":
        if len(values) > 1:
            return {"f": uid, "op": "in", "v": values}
        return {"f": uid, "op": "has" if is_list else "eq", "v": values[0]}
    if op == "none":
        some = line(uid, "in", values, is_list=is_list)
        return {**some, "op": "ne"} if some["op"] == "eq" else {"not": some}
    return {"f": uid, "op": op, "v": values[0]}


def without_questions(document: Document, gone: Iterable[str]) -> dict[str, Any]:
    """The document with every line, every rule and every calculation taken out that speaks of a question that is gone."""
    new = deepcopy(dict(document))
    names = frozenset(gone)
    for part in (*new["pages"], *every_item(new)):
        if part.get("show"):
            mode, lines = lines_of(part["show"])
            show = joined(mode, [one for one in lines if names.isdisjoint(fields_of(condition_of(one)))])
            part.update({"show": show}) if show else part.pop("show")
    rules = new.get("rules", [])
    new["rules"] = [
        rule for rule in rules if rule["at"] not in names and names.isdisjoint(fields_of(condition_of(rule["assert"])))
    ]
    calc = [one for one in new.get("calc", []) if names.isdisjoint({one["uid"], *uids_of(operand_of(one["expr"]))})]
    return {**new, "calc": calc} if calc else {name: part for name, part in new.items() if name != "calc"}
