"""The organisation's own words around a mail: what a template may name, and that ours are sent where it fails."""

import ast
import re
from pathlib import Path

import pytest

from webapp.config import ROOT
from webapp.models.mail_kinds import KINDS
from webapp.models.mail_templates import check_template, rendered

VALUES = {"name": "Ada", "subject": "Suspended", "text": "You cannot log in.", "link": "", "site": "Guild"}


def test_template_is_filled_with_what_it_is_given_and_nothing_of_that_is_run() -> None:
    template = {"subject": "[{{ site }}]\n{{ subject|upper }}", "text": "{% if name %}Dear {{ name }}{% endif %}\n\n{{ text }}\n"}
    told = rendered(template, VALUES | {"name": "{{ site }}"})
    assert told == ("[Guild] SUSPENDED", "Dear {{ site }}\n\nYou cannot log in.\n")


@pytest.mark.parametrize(
    "reaching",
    [
        "{{ name.__class__ }}", "{{ name['x'] }}", "{{ name.upper() }}", "{{ config }}", "{{ range(9) }}", "{{ self }}",
        "{% for x in text %}{{ x }}{% endfor %}", "{% set name = 1 %}", "{% include 'mail/mail.html' %}", "{% import 'x' as y %}",
        "{% macro m() %}{% endmacro %}", "{{ text|replace('a', 'b') }}", "{{ text|attr('x') }}", "{{ text|map('upper') }}",
        "{{ 9 ** 9 }}", "{{ 'a' * 999999999 }}", "{{ '%s'|format(name) }}", "{{ [name] }}", "{{ name is callable }}",
        "{% extends 'x' %}", "{% block b %}{% endblock %}", "{% filter upper %}x{% endfilter %}", "{{ name ~ text }}",
    ],
)  # fmt: skip
def test_whatever_reaches_for_anything_else_is_refused_with_its_line(reaching: str) -> None:
    with pytest.raises(ValueError, match="Line 3 "):
        check_template(f"{{{{ text }}}}\n\n{reaching}")


@pytest.mark.parametrize("broken", ["{{ name", "{% if name %}", "{{ }}", "{% nothing %}", "{{ name|nothing }}"])
def test_what_cannot_be_read_is_refused_with_its_line(broken: str) -> None:
    with pytest.raises(ValueError, match="Line 2 "):
        check_template(f"{{{{ text }}}}\n{broken}")


def test_each_mail_that_is_written_is_a_kind_and_each_kind_is_written() -> None:
    """Found in the code, so that a new mail without a name among KINDS fails here."""
    named, unnamed = set(), []
    for path in sorted(Path(ROOT, "webapp").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and (found := re.search(r"(\w+)$", ast.unparse(node.func))):
                named |= kinds_in(found[1], node)
                if found[1] in {"post", "post_once"} and "OutboxMail" in ast.unparse(node.func):
                    unnamed += [] if any(one.arg == "kind" for one in node.keywords) else [path.stem]
    assert named == set(KINDS)
    # `tell` is told by its decorator; a mail that shows whether mail leaves, or how one will look, is of no kind.
    assert sorted(unnamed) == ["address_mail", "mail_list", "mail_list", "user_mail"]


def kinds_in(called: str, node: ast.Call) -> set[str]:
    if called in {"in_their_language", "in_own_language", "in_own_words"} and isinstance(node.args[0], ast.Constant):
        return {str(node.args[0].value)}
    given = [one.value for one in node.keywords if one.arg == "kind" and isinstance(one.value, ast.Constant)]
    return {str(one.value) for one in given} & set(KINDS)
