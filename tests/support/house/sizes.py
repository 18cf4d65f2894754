"""HOUSE 4, 6, 8: every file reads in one sitting."""

import statistics
from collections.abc import Iterator

from tests.support.house.tree import Function, Source, Tree, is_view

FILE, FUNCTION, VIEW, TEMPLATE, COMPONENT, BEHAVIOR = 300, 40, 25, 120, 60, 80
MEDIAN_FILE, MEDIAN_FUNCTION, MEDIAN_VIEW = 90, 8, 12


def length(function: Function) -> int:
    """Lines from `def` to the end, without decorators."""
    return (function.end_lineno or function.lineno) - function.lineno + 1


def functions(tree: Tree, folder: str = "webapp") -> Iterator[tuple[Source, Function]]:
    return ((source, function) for source in tree.python(folder) for function in source.functions)


def files_are_short(tree: Tree) -> list[str]:
    return [
        f"{source.path} has {source.lines} lines, {FILE} are the most"
        for folder in ("webapp", "tests")
        for source in tree.python(folder)
        if source.lines > FILE
    ]


def functions_are_short(tree: Tree) -> list[str]:
    """Journeys are stories and may be longer; views are shorter still."""
    faults = []
    for folder in ("webapp", "tests/support"):
        for source, function in functions(tree, folder):
            most = VIEW if is_view(function) else FUNCTION
            if length(function) > most:
                faults.append(f"{source.at(function)} {function.name}() has {length(function)} lines, {most} are the most")
    return faults


def templates_are_short(tree: Tree) -> list[str]:
    faults = []
    for path in [*tree.under("templates", ".html"), *tree.under("static/js/behaviors", ".js")]:
        most = BEHAVIOR if path.endswith(".js") else COMPONENT if "/components/" in path else TEMPLATE
        lines = len(tree.text(path).splitlines())
        if lines > most:
            faults.append(f"{path} has {lines} lines, {most} are the most")
    return faults


def medians_are_low(tree: Tree) -> list[str]:
    found = {
        "file": ([source.lines for source in tree.python()], MEDIAN_FILE),
        "function": ([length(one) for _, one in functions(tree)], MEDIAN_FUNCTION),
        "view": ([length(one) for _, one in functions(tree) if is_view(one)], MEDIAN_VIEW),
    }
    return [
        f"the median {what} has {statistics.median(lengths)} lines, {most} are the most"
        for what, (lengths, most) in found.items()
        if lengths and statistics.median(lengths) > most
    ]
