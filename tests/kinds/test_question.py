"""The component that draws a question: every kind's control comes out of the same macro."""

import re
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from werkzeug.datastructures import MultiDict
from wtforms import Form

from tests.kinds.asking import TODAY, asked, options, points
from webapp.kinds import KINDS
from webapp.languages import _
from webapp.models.prose import prose

env = Environment(loader=FileSystemLoader("templates"), undefined=StrictUndefined, autoescape=True, trim_blocks=True)
env.filters["prose"] = prose
env.globals["_"] = _


GRID = {"statements": options("Warm", "Dry"), "scale": points("No", "Yes")}


def drawn(kind: str, form: dict[str, str] | None = None, judged: bool = False, **question: Any) -> str:
    page = type("Page", (Form,), {"f_a": KINDS[kind].field(asked(kind, **question))})(MultiDict(form or {}))
    if judged:
        page.f_a.judge(TODAY)
    return str(env.from_string('{% from "components/question.html" import question %}{{ question(f) }}').render(f=page.f_a))


def draw_setting(kind: str) -> str:
    macro = env.from_string('{% from "components/question.html" import question %}{% for f in fs %}{{ question(f) }}{% endfor %}')
    return str(macro.render(fs=KINDS[kind].settings_inputs(None, {}, "en")))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("judged", [False, True])
def test_every_kind_is_drawn(kind: str, judged: bool) -> None:
    html = drawn(
        kind, judged=judged and KINDS[kind].is_answered, required=True, options=options("A", "B"), text={"en": "*Hi*"}, **GRID
    )
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert "<em>Hi</em>" in html or 'name="f_a' in html or 'value="add-row:f_a:r_' in html


@pytest.mark.parametrize("kind", KINDS)
def test_every_setting_is_drawn(kind: str) -> None:
    html = draw_setting(kind)
    assert html.count('class="field') == len(KINDS[kind].settings_inputs(None, {}, "en")._fields)


def test_what_was_typed_is_shown_again_and_escaped() -> None:
    assert 'value="&lt;b&gt;&#34;"' in drawn("text", {"f_a": '<b>"'})


def test_the_label_of_an_option_is_escaped() -> None:
    assert "<script>" not in drawn("choice", options=options("<script>", "B"))


def test_a_ticked_box_stays_ticked() -> None:
    assert "checked" in drawn("consent", {"f_a": "y"})
    assert "checked" not in drawn("consent")


def test_the_box_behind_other_is_drawn_with_its_text() -> None:
    html = drawn("choices", {"f_a-other": "Jug"}, options=options("A", other="Else"))
    assert 'name="f_a-other" value="Jug"' in html


def test_only_a_date_and_other_point_at_a_part_of_the_question() -> None:
    page = type("Page", (Form,), {name: KINDS[name].field(asked(name, required=True)) for name in ("text", "date")})(MultiDict())
    assert not hasattr(page.text, "wrong_part")
    page.date.judge(TODAY)
    assert page.date.wrong_part == "day"


def test_optional_questions_say_so_and_required_ones_do_not() -> None:
    assert "(optional)" in drawn("text")
    assert "(optional)" not in drawn("text", required=True)
