"""Passages of this repository, read from its files and never copied, so that the tour shows what really runs."""

import ast
from dataclasses import dataclass
from functools import cache

from webapp.config import ROOT

Definition = ast.FunctionDef | ast.ClassDef


@dataclass(frozen=True)
class Listing:
    """Whole lines of the file at `path`, counted from the checkout's root; lines count from 1."""

    path: str
    first: int
    last: int
    code: str

    @classmethod
    def cut(cls, path: str, text: str, first: int, last: int) -> "Listing":
        return cls(path, first, last, "\n".join(text.splitlines()[first - 1 : last]))


@cache
def source(path: str, name: str) -> Listing:
    """A function or class of a Python file with its decorators: `source("webapp/config.py", "Config.read")`."""
    text = (ROOT / path).read_text(encoding="utf-8")
    first_name, *deeper = name.split(".")
    found = definition(ast.parse(text), first_name)
    for part in deeper:
        found = definition(found, part)
    first = min(line.lineno for line in (found, *found.decorator_list))
    return Listing.cut(path, text, first, found.end_lineno or first)


def definition(within: ast.Module | Definition, name: str) -> Definition:
    for node in within.body:
        if isinstance(node, Definition) and node.name == name:
            return node
    raise LookupError(f"there is no {name}")


@cache
def lines(path: str, start: str, end: str) -> Listing:
    """From the first line that holds `start` to the next one that holds `end`: for what is no Python definition."""
    text = (ROOT / path).read_text(encoding="utf-8")
    first = line_with(start, text, 1)
    return Listing.cut(path, text, first, line_with(end, text, first))


def line_with(wanted: str, text: str, begin: int) -> int:
    for number, line in enumerate(text.splitlines(), 1):
        if number >= begin and wanted in line:
            return number
    raise LookupError(f"no line has {wanted!r}")
