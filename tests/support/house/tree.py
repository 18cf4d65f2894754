"""The checkout as the rules see it: sources by path, with files laid over it to seed a break."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

ROOTS = ("webapp", "templates", "static", "tests")
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Source:
    """One Python file."""

    path: str
    text: str

    @cached_property
    def module(self) -> ast.Module:
        return ast.parse(self.text, self.path)

    @property
    def dotted(self) -> str:
        """`webapp.admin.users`, `webapp.admin` for its __init__."""
        return self.path.removesuffix(".py").replace("/", ".").removesuffix(".__init__")

    @property
    def lines(self) -> int:
        return len(self.text.splitlines())

    @cached_property
    def nodes(self) -> list[ast.AST]:
        """All of the file, walked once for all rules."""
        return list(ast.walk(self.module))

    @cached_property
    def functions(self) -> list[Function]:
        return [node for node in self.nodes if isinstance(node, Function)]

    @cached_property
    def classes(self) -> list[ast.ClassDef]:
        return [node for node in self.nodes if isinstance(node, ast.ClassDef)]

    @cached_property
    def imports(self) -> list[tuple[ast.stmt, str]]:
        return list(imports(self.nodes))

    def at(self, node: ast.AST) -> str:
        return f"{self.path}:{getattr(node, 'lineno', 1)}"


@dataclass(frozen=True)
class Tree:
    """Files under `root`; `laid_over` holds the text of files that are added or replaced."""

    root: Path
    laid_over: dict[str, str] = field(default_factory=dict)
    _parsed: dict[str, Source] = field(default_factory=dict)

    def with_file(self, path: str, text: str) -> "Tree":
        """A copy with a deliberate break in it. What is not laid over stays parsed."""
        kept = {one: source for one, source in self._parsed.items() if one != path}
        return Tree(self.root, {**self.laid_over, path: text}, kept)

    @cached_property
    def paths(self) -> list[str]:
        return sorted({*on_disk(self.root), *self.laid_over})

    def text(self, path: str) -> str:
        return self.laid_over[path] if path in self.laid_over else (self.root / path).read_text(encoding="utf-8")

    def content(self, path: str) -> bytes:
        return self.laid_over[path].encode() if path in self.laid_over else (self.root / path).read_bytes()

    def under(self, folder: str, ending: str) -> list[str]:
        return [path for path in self.paths if path.startswith(f"{folder}/") and path.endswith(ending)]

    def python(self, folder: str = "webapp") -> Iterator[Source]:
        """Sources of a folder, without what Alembic wrote."""
        for path in self.under(folder, ".py"):
            if not path.startswith("webapp/migrations/"):
                if path not in self._parsed:
                    self._parsed[path] = Source(path, self.text(path))
                yield self._parsed[path]


@cache
def on_disk(root: Path) -> frozenset[str]:
    """The checkout does not change while its rules are tried."""
    files = (file for top in ROOTS for file in (root / top).rglob("*") if "__pycache__" not in file.parts)
    return frozenset(str(file.relative_to(root)) for file in files if file.is_file())


def imports(nodes: Iterable[ast.AST]) -> Iterator[tuple[ast.stmt, str]]:
    """Each import among these, as the dotted name of what is imported from."""
    for found in nodes:
        if isinstance(found, ast.Import):
            yield from ((found, alias.name) for alias in found.names)
        elif isinstance(found, ast.ImportFrom):
            yield found, "." * found.level + (found.module or "")


def decorators(function: Function) -> list[str]:
    """Names of a function's decorators, without what they are called with."""
    return [ast.unparse(one.func if isinstance(one, ast.Call) else one) for one in function.decorator_list]


def is_view(function: Function) -> bool:
    return any(name.endswith((".route", ".get", ".post")) for name in decorators(function))
