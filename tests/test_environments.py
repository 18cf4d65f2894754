"""A sentence in a template is translated when the template is compiled, once per language."""

import pytest
from flask import Flask
from jinja2 import DictLoader

from webapp.environments import SpokenEnvironment
from webapp.languages import PSEUDO, accented, filled, speaking

PAGE = """{{ _("Log in") }}|{{ _("Hello %(name)s", name=name) }}|{{ _(label) }}"""


@pytest.fixture
def templates(app: Flask) -> SpokenEnvironment:
    templates = SpokenEnvironment(app, loader=DictLoader({"page.html": PAGE}), extensions=["webapp.environments.Translated"])
    templates.autoescape = True
    templates.globals.update(_=lambda sentence: f"said: {sentence}", filled=filled)
    return templates


def drawn(templates: SpokenEnvironment, language: str) -> str:
    with templates.app.app_context(), speaking(language):
        return templates.get_template("page.html").render(name="<Ada>", label="Users")


def test_sentence_stands_in_the_compiled_template(templates: SpokenEnvironment) -> None:
    assert drawn(templates, PSEUDO) == f"{accented('Log in')}|{accented('Hello')} &lt;Ada&gt;|said: Users"
    assert drawn(templates, "en") == "Log in|Hello &lt;Ada&gt;|said: Users"


def test_each_language_keeps_its_own(templates: SpokenEnvironment) -> None:
    assert templates.of(PSEUDO) is templates.of(PSEUDO)
    assert templates.of(PSEUDO).get_template("page.html") is not templates.of("en").get_template("page.html")
    assert templates.of("en") is templates.of("en")
