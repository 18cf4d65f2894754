"""HOUSE 1 and 6: one tree of names, and what a template may not hold."""

import ast
import hashlib
import re

from tests.support.house.floors import DESKS, FLOORS
from tests.support.house.tree import Function, Source, Tree, is_view

INLINE = re.compile(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=[\"'{]|javascript:", re.IGNORECASE)
CONTROL = re.compile(r"<(input|select|textarea)\b", re.IGNORECASE)
UNESCAPED = re.compile(r"\|\s*safe\b|autoescape\s+false")
HTML = re.compile(r"</?(a|b|br|button|div|form|h[1-6]|i|img|input|li|p|script|span|strong|style|table|td|tr|ul)\b[^<>]*>")
BEHAVIOR = re.compile(r"data-behavior=\"([^\"]+)\"")
CODE = re.compile(r"{[{%].*?[}%]}")
NAMED = re.compile(r"[\"']([a-z0-9_/-]+\.html)[\"']")


def nothing_is_unescaped(tree: Tree) -> list[str]:
    return [f"{path} switches escaping off" for path in tree.under("templates", ".html") if UNESCAPED.search(tree.text(path))]


def nothing_is_inline(tree: Tree) -> list[str]:
    """But in mails, which have no sheet to fetch."""
    pages = [path for path in tree.under("templates", ".html") if not path.startswith("templates/mail/")]
    return [f"{path} holds inline script or style" for path in pages if INLINE.search(tree.text(path))]


def controls_are_components(tree: Tree) -> list[str]:
    return [
        f"{path} writes a control by hand: use templates/components"
        for path in tree.under("templates", ".html")
        if "/components/" not in path and CONTROL.search(tree.text(path))
    ]


def components_are_one_macro(tree: Tree) -> list[str]:
    faults = []
    for path in tree.under("templates/components", ".html"):
        name = path.rpartition("/")[2].removesuffix(".html")
        if re.findall(r"{%-?\s*macro\s+(\w+)", tree.text(path)) != [name]:
            faults.append(f"{path} should hold one macro, called {name}")
    return faults


def pages_set_their_title(tree: Tree) -> list[str]:
    """In the template, or by the view: `render_template("errors/error.html", title=…)`."""
    given = {
        f"templates/{getattr(node.args[0], 'value', '')}"
        for source in tree.python()
        for node in source.nodes
        if isinstance(node, ast.Call) and node.args and any(one.arg == "title" for one in node.keywords)
    }
    faults = []
    for path in (one for one in tree.under("templates", ".html") if one not in given):
        text = tree.text(path)
        if "{% extends" in text and "/layouts/" not in path and not re.search(r"{%-?\s*set title\b", text):
            faults.append(f"{path} sets no title")
    return faults


def no_html_in_python(tree: Tree) -> list[str]:
    faults = []
    for source in tree.python():
        docstrings = {id(node.value) for node in source.nodes if isinstance(node, ast.Expr)}
        for node in source.nodes:
            text = getattr(node, "value", None)
            if isinstance(node, ast.Constant) and isinstance(text, str) and id(node) not in docstrings and HTML.search(text):
                faults.append(f"{source.at(node)} holds HTML")
    return faults


def behaviors_are_used(tree: Tree) -> list[str]:
    """data-behavior="x" in a template ↔ static/js/behaviors/x.js, both ways."""
    used = {
        name
        for path in tree.under("templates", ".html")
        for names in BEHAVIOR.findall(tree.text(path))
        for name in CODE.sub(" ", names).split()
    }
    there = {path.rpartition("/")[2].removesuffix(".js") for path in tree.under("static/js/behaviors", ".js")}
    return [f"static/js/behaviors/{name}.js is used by no template" for name in sorted(there - used)] + [
        f"the behavior {name} has no file" for name in sorted(used - there)
    ]


def vendored_files_are_unchanged(tree: Tree) -> list[str]:
    listed = dict(reversed(line.split()) for line in tree.text("static/vendor/SHA512SUMS").splitlines() if line.strip())
    top = "static/vendor/"
    found = {path.removeprefix(top) for path in tree.under("static/vendor", "")} - {"SHA512SUMS", "README.md"}
    faults = [f"{top}{name} is not in SHA512SUMS" for name in sorted(found - set(listed))]
    faults += [f"{top}{name} is missing" for name in sorted(set(listed) - found)]
    for name in sorted(found & set(listed)):
        if hashlib.sha512(tree.content(top + name)).hexdigest() != listed[name]:
            faults.append(f"{top}{name} was changed")
    return faults


def templates_are_used(tree: Tree) -> list[str]:
    named = {name for source in tree.python() for name in NAMED.findall(source.text)}
    named |= {name for path in tree.under("templates", ".html") for name in NAMED.findall(tree.text(path))}
    there = {path.removeprefix("templates/") for path in tree.under("templates", ".html")}
    # The tour shows some of them as they stand, and names them from the checkout's root.
    named = {name.removeprefix("templates/") for name in named}
    unused = [f"templates/{name} is used by nobody" for name in sorted(there - named)]
    return unused + [f"the template {name} is not there" for name in sorted(named - there)]


def views(tree: Tree) -> list[tuple[Source, Function]]:
    desks = [tree.python(f"webapp/{desk}") for desk in sorted(FLOORS[DESKS])]
    return [(source, one) for sources in desks for source in sources for one in source.functions if is_view(one)]


def views_and_templates_share_names(tree: Tree) -> list[str]:
    """`webapp/admin/users.py` draws `admin/users/….html`; `webapp/admin/users/edit.py` too: a room split by act is one room."""
    faults = []
    for source, view in views(tree):
        room = source.path.removeprefix("webapp/").removesuffix(".py").removesuffix("/__init__").removesuffix("/index")
        room = room.rpartition("/")[0] if room.count("/") > 1 else room
        for node in ast.walk(view):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "render_template" and node.args:
                name = getattr(node.args[0], "value", "")
                if isinstance(name, str) and name and not name.startswith((f"{room}/", f"{room}.html")):
                    faults.append(f"{source.at(node)} {view.name}() draws {name}, not a template of {room}/")
    return faults


def views_have_their_tests(tree: Tree) -> list[str]:
    """`webapp/admin/users.py` is tested by `tests/admin/test_users.py`."""
    wanted = set()
    for source, _ in views(tree):
        folder, _, name = source.path.removeprefix("webapp/").rpartition("/")
        wanted.add(f"tests/{folder}/test_{name}")
    return [f"{path} is missing" for path in sorted(wanted) if path not in tree.paths]
