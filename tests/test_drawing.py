"""Pages are drawn as Jinja draws them, only leaner: escaping, macros and functions that want the context."""

import os
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some
from jinja2 import Environment, StrictUndefined, UndefinedError, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

import webapp.drawing as drawing
from webapp.drawing import Calling, Compiler, Component, written
from webapp.environments import KeptTemplates

MACROS = """
{%- macro box(text, tone="info") %}<b class="{{ tone }}">{{ text }}{{ caller() if caller is defined else "" }}</b>{% endmacro -%}
{%- for value in values %}{{ box(value) }}{{ box(value, tone=value) }}{% endfor -%}
{% call box("<") %}{{ values[0] }}{% endcall %}{% set kept %}{{ values[0] }}{% endset %}{{ kept }}{{ kept ~ values[0] }}
{%- filter upper %}{{ values[0] }}{% endfilter %}
"""


class Badge:
    def __html__(self) -> str:
        return "<i>new</i>"


def lean() -> Environment:
    made = Environment(autoescape=True, undefined=StrictUndefined)
    made.code_generator_class, made.context_class, made.template_class = Compiler, Calling, Component
    return made


@given(some.text())
def test_written_text_is_escaped_text(typed: str) -> None:
    assert written(typed) == str(escape(typed))


@pytest.mark.parametrize("value", [Markup("<b>&amp;</b>"), Badge(), 17, None, ["<"], SimpleNamespace(a="<")])
def test_whatever_is_written_is_what_escape_gives(value: Any) -> None:
    assert written(value) == str(escape(value))


def test_page_is_the_one_that_jinja_draws() -> None:
    values = ["<script>", Markup("<b>"), 'a"b', 7]
    plain = Environment(autoescape=True, undefined=StrictUndefined).from_string(MACROS).render(values=values)
    assert lean().from_string(MACROS).render(values=values) == plain


def test_page_without_escaping_stays_without() -> None:
    assert lean().from_string("{% autoescape false %}{{ value }}{% endautoescape %}").render(value="<") == "<"


def test_name_that_nobody_gave_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        lean().from_string("{{ nobody }}").render()


def test_function_that_wants_the_context_gets_it() -> None:
    @pass_context
    def named(context: Context, name: str) -> Any:
        return context[name]

    assert lean().from_string("{{ named('who') }}").render(named=named, who="<Ada>") == "&lt;Ada&gt;"


def test_function_in_a_loop_is_given_only_its_own_arguments() -> None:
    page = "{% block body %}{% for n in (1, 2) %}{{ twice(n) }}{{ ' ' }}{% endfor %}{% endblock %}"
    assert lean().from_string(page).render(twice=lambda n: 2 * n) == "2 4 "


def test_what_an_older_compiler_has_left_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compiler = tmp_path / "drawing.py"
    compiler.touch()
    monkeypatch.setattr(drawing, "__file__", str(compiler))
    before = KeptTemplates(tmp_path, "en").get_source_checksum("page")
    os.utime(compiler, (0, 0))
    assert KeptTemplates(tmp_path, "en").get_source_checksum("page") != before
