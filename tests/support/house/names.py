"""HOUSE 3: one word for one thing."""

import ast
import re
from collections.abc import Iterator

from tests.support.house.tree import Source, Tree, decorators

# Names that a library asks for.
EXCEPTIONS = {
    "get_bind",
    "get_id",
    "get_from_hint_text",
    "get_signature",
    "get_signing_serializer",
    "get_source_checksum",
    "get_template",
    "get_translations",
}
# `required` is what HOUSE 2 has kinds ask a question for.
PLAIN_PREDICATES = {"required"}
VAGUE = re.compile(r"(^|_)(utils?|helpers?|managers?|services?)($|_)|^get_")
OTHER_WORDS = re.compile(r"(^|_)(login(?!_session|_user|_methods)|logout|signup|signin|sign_in|sign_out|disabled|banned)($|_)")
PREDICATE = re.compile(r"^(is|has|can|was|may|must)_")
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX)\b|NotImplementedError")
SKIPPED = {"pytest.skip", "pytest.xfail", "pytest.mark.skip", "pytest.mark.skipif", "pytest.mark.xfail", "pytest.importorskip"}


def snake(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def named_things(source: Source) -> Iterator[tuple[ast.AST, str]]:
    """The file itself, its functions and its classes."""
    yield source.module, source.path.rpartition("/")[2].removesuffix(".py")
    yield from ((node, node.name) for node in (*source.functions, *source.classes))


def names_say_something(tree: Tree) -> list[str]:
    return [
        f"{source.at(node)} the name {name} says too little (get_, utils, helpers, manager, service)"
        for folder in ("webapp", "tests")
        for source in tree.python(folder)
        for node, name in named_things(source)
        if name not in EXCEPTIONS and VAGUE.search(snake(name))
    ]


def names_use_our_words(tree: Tree) -> list[str]:
    return [
        f"{source.at(node)} the name {name}: it is log_in, log_out, sign_up, suspended here"
        for source in tree.python()
        for node, name in named_things(source)
        if OTHER_WORDS.search(snake(name))
    ]


def inputs_are_not_forms(tree: Tree) -> list[str]:
    return [
        f"{source.at(node)} {node.name} is what a person types into a page: call it …Inputs"
        for source in tree.python()
        for node in source.classes
        if {"Inputs", "FlaskForm"} & {ast.unparse(base) for base in node.bases} and not node.name.endswith("Inputs")
    ]


def predicates_ask(tree: Tree) -> list[str]:
    return [
        f"{source.at(function)} the property {function.name} is a bool: begin it with is_, has_ or can_"
        for source in tree.python()
        for function in source.functions
        if function.returns is not None and ast.unparse(function.returns) == "bool"
        if any(name in {"property", "cached_property"} for name in decorators(function))
        if not PREDICATE.match(function.name) and function.name not in PLAIN_PREDICATES
    ]


def columns_are_named(tree: Tree) -> list[str]:
    """Times end in _at or _until; tables are singular."""
    faults = []
    for source in tree.python("webapp/models"):
        for node in source.nodes:
            if isinstance(node, ast.AnnAssign) and "Mapped[datetime" in ast.unparse(node.annotation):
                name = ast.unparse(node.target)
                if name != "at" and not name.endswith(("_at", "_until", "_before")):
                    faults.append(f"{source.at(node)} the time {name} should end in _at")
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__tablename__":
                table = ast.literal_eval(node.value)
                if re.search(r"[^su]s$", table):
                    faults.append(f"{source.at(node)} the table {table} should be singular")
    return faults


def addresses_are_kebab_case(tree: Tree) -> list[str]:
    faults = []
    for source in tree.python():
        for function in source.functions:
            for decorator in function.decorator_list:
                if isinstance(decorator, ast.Call) and ast.unparse(decorator.func).endswith(".route") and decorator.args:
                    address = str(ast.literal_eval(decorator.args[0]))
                    fixed = re.sub(r"<[^>]*>", "", address)
                    if re.search(r"[A-Z_]", fixed) or re.search(r"<\w+_id>", address):
                        faults.append(f"{source.at(function)} the address {address}: kebab-case, ids typed")
    return faults


def nothing_is_unfinished(tree: Tree) -> list[str]:
    places = [*tree.under("webapp", ".py"), *tree.under("templates", ".html"), *tree.under("static/js", ".js")]
    places += tree.under("static/css", ".css")
    faults = [f"{path} holds unfinished work" for path in places if UNFINISHED.search(tree.text(path))]
    for source in tree.python("tests"):
        for node in source.nodes:
            if isinstance(node, ast.Attribute) and ast.unparse(node) in SKIPPED:
                faults.append(f"{source.at(node)} leaves a test out")
    return faults
