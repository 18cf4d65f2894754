"""Editing rules: each takes a document and gives a new one, as `outline` does. A rule is a list of lines, as a condition is."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from webapp.models.definition import new_uid

Document = Mapping[str, Any]
Side = dict[str, Any]


def rule_of(document: Document, uid: str) -> dict[str, Any] | None:
    return next((rule for rule in document.get("rules", ()) if rule["uid"] == uid), None)


def add_rule(document: Document, at: str, holds: Side, message: Mapping[str, str]) -> tuple[dict[str, Any], str]:
    """A new rule whose message stands at a question; gives the document and the rule's uid."""
    uid = new_uid("r")
    rule = {"uid": uid, "assert": deepcopy(holds), "at": at, "message": dict(message)}
    return {**document, "rules": [*document.get("rules", ()), rule]}, uid


def change_rule(document: Document, uid: str, **fields: Any) -> dict[str, Any]:
    """Set fields of a rule: assert, at, message."""
    rules = [{**rule, **deepcopy(fields)} if rule["uid"] == uid else rule for rule in document.get("rules", ())]
    return {**document, "rules": rules}


def remove_rule(document: Document, uid: str) -> dict[str, Any]:
    return {**document, "rules": [rule for rule in document.get("rules", ()) if rule["uid"] != uid]}


def side(key: str) -> Side:
    """What a list to pick from calls "f_9x4c" or "count:f_9x4c", as an operand of the document."""
    what, _colon, uid = key.rpartition(":")
    return {"count": {"f": uid}} if what == "count" else {"f": uid}


def compared(left: Side, op: str, *right: Any) -> dict[str, Any]:
    """One line: `between` holds from the first to the second."""
    if op == "between":
        least, most = right
        return {"all": [compared(left, "ge", least), compared(left, "le", most)]}
    if set(left) == {"f"} and not isinstance(right[0], Mapping):
        return {"f": left["f"], "op": op, "v": right[0]}
    return {"op": op, "l": left, "r": right[0]}


def terms_of(expression: Any) -> list[Any]:
    """The terms of a calculation, each of them a line of the builder."""
    if expression is None:
        return []
    return (
        deepcopy(list(expression["sum"])) if isinstance(expression, Mapping) and "sum" in expression else [deepcopy(expression)]
    )


def term(factors: list[Any], *, is_taken_away: bool) -> Any:
    """One term: what is multiplied, taken away from the others or added to them."""
    if len(factors) == 1 and isinstance(factors[0], str):
        return f"-{factors[0]}".replace("--", "") if is_taken_away else factors[0]
    whole = ["-1", *factors] if is_taken_away else factors
    return whole[0] if len(whole) == 1 else {"mul": whole}
