"""The rules of HOUSE.md, read off the code, and each of them seen to fail on a deliberate break."""

from collections.abc import Callable
from functools import cache

import pytest

from tests.support.house import floors, names, pages, sizes
from tests.support.house.tree import Tree
from webapp.config import ROOT

Rule = Callable[[Tree], list[str]]
RULES: tuple[Rule, ...] = (
    floors.imports_go_down,
    floors.imports_stand_at_the_top,
    floors.imports_are_absolute,
    floors.models_know_no_request,
    floors.kinds_know_only_wtforms,
    floors.only_writing_commits,
    floors.signatures_have_types,
    floors.files_say_what_they_are_for,
    names.names_say_something,
    names.names_use_our_words,
    names.inputs_are_not_forms,
    names.predicates_ask,
    names.columns_are_named,
    names.addresses_are_kebab_case,
    names.nothing_is_unfinished,
    sizes.files_are_short,
    sizes.functions_are_short,
    sizes.templates_are_short,
    sizes.medians_are_low,
    pages.nothing_is_unescaped,
    pages.nothing_is_inline,
    pages.controls_are_components,
    pages.components_are_one_macro,
    pages.pages_set_their_title,
    pages.no_html_in_python,
    pages.behaviors_are_used,
    pages.vendored_files_are_unchanged,
    pages.templates_are_used,
    pages.views_and_templates_share_names,
    pages.views_have_their_tests,
)
TOP = '"""A room made for a test."""\n\n'
VIEW = TOP + '@bp.route("/broken")\ndef broken() -> str:\n    return render_template("main/home/index.html")\n'
LONG = TOP + "def endless() -> None:\n" + "    pass\n" * 40
# rule, file that is added or replaced, its text
BREAKS: tuple[tuple[Rule, str, str], ...] = (
    (floors.imports_go_down, "webapp/models/broken.py", TOP + "from webapp.access import public\n"),
    (floors.imports_go_down, "webapp/inbox/broken.py", TOP + "from webapp.admin import bp\n"),
    (floors.imports_go_down, "webapp/auth/broken.py", TOP + "from webapp import create_app\n"),
    (floors.imports_go_down, "webapp/attic.py", TOP),
    (floors.imports_stand_at_the_top, "webapp/models/broken.py", TOP + "def late() -> None:\n    import json\n"),
    (floors.imports_are_absolute, "webapp/models/broken.py", TOP + "from .user import User\n"),
    (floors.models_know_no_request, "webapp/models/broken.py", TOP + "from flask import g\n"),
    (floors.models_know_no_request, "webapp/kinds/broken.py", TOP + "from flask_login import current_user\n"),
    (floors.kinds_know_only_wtforms, "webapp/kinds/broken.py", TOP + "from webapp.models.user import User\n"),
    (floors.only_writing_commits, "webapp/admin/broken.py", TOP + "db.session.commit()\n"),
    (floors.signatures_have_types, "webapp/models/broken.py", TOP + "def name(user) -> str:\n    return user.name\n"),
    (floors.signatures_have_types, "webapp/models/broken.py", TOP + "def name(user: str):\n    return user\n"),
    (floors.files_say_what_they_are_for, "webapp/models/broken.py", "x = 1\n"),
    (names.names_say_something, "webapp/models/user_utils.py", TOP),
    (names.names_say_something, "webapp/models/broken.py", TOP + "def get_user() -> None: ...\n"),
    (names.names_say_something, "webapp/models/broken.py", TOP + "class UserManager: ...\n"),
    (names.names_use_our_words, "webapp/auth/logout.py", TOP),
    (names.names_use_our_words, "webapp/auth/broken.py", TOP + "def login() -> None: ...\n"),
    (names.inputs_are_not_forms, "webapp/auth/broken.py", TOP + "class LogInForm(Inputs): ...\n"),
    (names.predicates_ask, "webapp/models/broken.py", TOP + "@property\ndef open(self) -> bool: ...\n"),
    (names.columns_are_named, "webapp/models/broken.py", TOP + "created: Mapped[datetime] = mapped_column()\n"),
    (names.columns_are_named, "webapp/models/broken.py", TOP + '__tablename__ = "users"\n'),
    (names.addresses_are_kebab_case, "webapp/main/broken.py", VIEW.replace("/broken", "/two_words")),
    (names.addresses_are_kebab_case, "webapp/main/broken.py", VIEW.replace("/broken", "/<user_id>")),
    (names.nothing_is_unfinished, "webapp/models/broken.py", TOP + "# TO" + "DO later\n"),
    (names.nothing_is_unfinished, "tests/test_broken.py", TOP + "import pytest\n\npytest." + "skip()\n"),
    (sizes.files_are_short, "webapp/models/broken.py", TOP + "x = 1\n" * 300),
    (sizes.functions_are_short, "webapp/models/broken.py", LONG),
    (sizes.functions_are_short, "webapp/main/broken.py", VIEW + "    pass\n" * 24),
    (sizes.templates_are_short, "templates/main/home/index.html", "<p>\n" * 121),
    (sizes.templates_are_short, "templates/components/broken.html", "<p>\n" * 61),
    (sizes.templates_are_short, "static/js/behaviors/broken.js", "go();\n" * 81),
    (sizes.medians_are_low, "webapp/main/broken.py", TOP + ("def f() -> None:\n" + "    pass\n" * 9) * 5000),
    (pages.nothing_is_unescaped, "templates/main/home/index.html", "{{ name |" + "safe }}"),
    (pages.nothing_is_inline, "templates/main/home/index.html", "<script>go()</script>"),
    (pages.nothing_is_inline, "templates/main/home/index.html", '<p style="color: red">'),
    (pages.nothing_is_inline, "templates/main/home/index.html", '<p onclick="go()">'),
    (pages.controls_are_components, "templates/main/home/index.html", '<input name="a">'),
    (pages.components_are_one_macro, "templates/components/broken.html", "{% macro other() %}{% endmacro %}"),
    (pages.pages_set_their_title, "templates/main/home/index.html", '{% extends "layouts/page.html" %}'),
    (pages.no_html_in_python, "webapp/models/broken.py", TOP + 'x = "<p>Hello</p>"\n'),
    (pages.behaviors_are_used, "static/js/behaviors/broken.js", "go();"),
    (pages.behaviors_are_used, "templates/main/home/index.html", '<p data-behavior="not-there">'),
    (pages.vendored_files_are_unchanged, "static/vendor/lucide/sprite.svg", "<svg/>"),
    (pages.vendored_files_are_unchanged, "static/vendor/new.js", "go();"),
    (pages.templates_are_used, "templates/main/home/forgotten.html", ""),
    (pages.templates_are_used, "webapp/main/broken.py", VIEW.replace("index.html", "not_there.html")),
    (pages.views_and_templates_share_names, "webapp/main/broken.py", VIEW),
    (pages.views_have_their_tests, "webapp/main/broken.py", VIEW),
)
HOUSE = Tree(ROOT)


@cache
def as_it_stands(rule: Rule) -> frozenset[str]:
    return frozenset(rule(HOUSE))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_code_keeps_the_rule(rule: Rule) -> None:
    assert sorted(as_it_stands(rule)) == []


@pytest.mark.parametrize(("rule", "path", "text"), BREAKS, ids=lambda one: getattr(one, "__name__", "-"))
def test_a_break_is_seen(rule: Rule, path: str, text: str) -> None:
    new = set(rule(HOUSE.with_file(path, text))) - as_it_stands(rule)
    assert new, f"{rule.__name__} did not see the break in {path}"


def test_each_rule_has_a_break() -> None:
    assert {rule for rule, _, _ in BREAKS} == set(RULES)
