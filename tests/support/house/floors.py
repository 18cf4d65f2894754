"""HOUSE 2: imports only go down, stand at the top, and keep requests out of the models."""

import ast
import sys

from tests.support.house.tree import Function, Source, Tree, imports

FLOORS = {
    6: {"", "cli"},
    5: {"errors", "headers", "pages"},
    4: {"auth", "account", "main", "forms", "inbox", "admin", "api", "tour"},
    3: {
        "access",
        "backups",
        "checkup",
        "responses",
        "same_page",
        "mail",
        "jobs",
        "storage",
        "search",
        "printing",
        "site",
        "passwords",
        "oidc",
        "xlsform",
    },
    2: {"models"},
    1: {"kinds"},
    0: {
        "bell",
        "config",
        "config_values",
        "connections",
        "extensions",
        "database",
        "columns",
        "clock",
        "cookies",
        "dates",
        "drawing",
        "environments",
        "in_force",
        "inputs",
        "kept_signer",
        "key_file",
        "write_lock",
        "languages",
        "limits",
        "logs",
        "only_looking",
        "packing",
        "pending",
        "prepared",
        "providers",
        "sealing",
        "signing",
        "tokens",
    },
}
FLOOR_OF = {name: floor for floor, names in FLOORS.items() for name in names}
DESKS = 4
WEB = {"flask", "flask_login", "flask_wtf", "flask_migrate"}
KINDS_MAY = {"wtforms", "email_validator", "phonenumbers", "idna", "markupsafe", "babel", "flask_babel"}
# Sentences, dates and numbers in the language that is spoken.
WORDS = ("webapp.dates", "webapp.languages")


def room(dotted: str) -> str:
    """`webapp.admin.users` → `admin`; the package itself is ""."""
    return dotted.removeprefix("webapp").lstrip(".").partition(".")[0]


def imports_go_down(tree: Tree) -> list[str]:
    faults = []
    for source in tree.python():
        here = room(source.dotted)
        if here not in FLOOR_OF:
            faults.append(f"{source.path} stands on no floor: add it to FLOORS or move it")
            continue
        for node, name in source.imports:
            if name == "webapp" or name.startswith("webapp."):
                faults += complaint(source, node, here, room(name))
    return faults


def complaint(source: Source, node: ast.AST, here: str, there: str) -> list[str]:
    if there == "":
        return [f"{source.at(node)} imports from webapp itself"]
    floor, other = FLOOR_OF[here], FLOOR_OF.get(there, -1)
    if other > floor:
        return [f"{source.at(node)} imports up: {here} (floor {floor}) from {there} (floor {other})"]
    if floor == other == DESKS and here != there:
        return [f"{source.at(node)} imports from another desk: {there}"]
    return []


def imports_stand_at_the_top(tree: Tree) -> list[str]:
    return [
        f"{source.at(node)} imports {name} inside the function {function.name}"
        for source in tree.python()
        for function in source.functions
        for node, name in imports(ast.walk(function))
    ]


def imports_are_absolute(tree: Tree) -> list[str]:
    return [
        f"{source.at(node)} imports relatively"
        for folder in ("webapp", "tests")
        for source in tree.python(folder)
        for node, name in source.imports
        if name.startswith(".")
    ]


def models_know_no_request(tree: Tree) -> list[str]:
    return [
        f"{source.at(node)} imports {name}: models and kinds get the person passed in"
        for folder in ("webapp/models", "webapp/kinds")
        for source in tree.python(folder)
        for node, name in source.imports
        if name.partition(".")[0] in WEB
    ]


def kinds_know_only_wtforms(tree: Tree) -> list[str]:
    allowed = set(sys.stdlib_module_names) | KINDS_MAY
    return [
        f"{source.at(node)} imports {name}: kinds know WTForms and nothing of ours"
        for source in tree.python("webapp/kinds")
        for node, name in source.imports
        if name.partition(".")[0] not in allowed and not name.startswith(("webapp.kinds", *WORDS))
    ]


def only_writing_commits(tree: Tree) -> list[str]:
    """`.commit()`, `.begin()` and AUTOCOMMIT writes stand in webapp/database.py, in `writing()`."""
    return [
        f"{source.at(node)} calls {ast.unparse(node.func)}(): only writing() commits"
        for source in tree.python()
        if source.path != "webapp/database.py"
        for node in source.nodes
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if node.func.attr in {"commit", "begin_nested"} or (node.func.attr == "begin" and "session" in ast.unparse(node.func))
    ]


def signatures_have_types(tree: Tree) -> list[str]:
    return [
        f"{source.at(function)} {function.name}() has a signature without types"
        for source in tree.python()
        for function in source.functions
        if not is_typed(function)
    ]


def is_typed(function: Function) -> bool:
    given = function.args
    named = [*given.posonlyargs, *given.args, *given.kwonlyargs, *(one for one in (given.vararg, given.kwarg) if one)]
    wanted = [one for position, one in enumerate(named) if not (position == 0 and one.arg in {"self", "cls"})]
    return function.returns is not None and all(one.annotation is not None for one in wanted)


def files_say_what_they_are_for(tree: Tree) -> list[str]:
    faults = []
    for folder in ("webapp", "tests"):
        for source in tree.python(folder):
            docstring = ast.get_docstring(source.module)
            if not docstring or not docstring.splitlines()[0].endswith((".", "…")):
                faults.append(f"{source.path} does not begin with a sentence on what it is for")
    return faults
