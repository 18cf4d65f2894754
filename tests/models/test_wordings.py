"""Every text of a definition can be found, translated and taken out again, and nothing else is touched."""

import pytest

from tests.support.documents import NAMES, document_of
from tests.support.forms import document, option, page, question
from webapp.models.definition import Definition
from webapp.models.wordings import languages_of, translated, with_wordings, without_language, wordings

FORM = document(
    page(
        question("choice", "Workshop", "f_shop", options=[option("Pottery")], hint={"en": "One of them"}),
        question("text", "Why?", "f_why", show={"f": "f_shop", "op": "eq", "v": "o_pottery"}),
        title="The course",
        uid="p_course",
    ),
    intro={"en": "Welcome"},
)


def test_texts_are_found_in_the_order_in_which_they_are_read() -> None:
    assert [wording.path for wording in wordings(FORM)] == [
        "title",
        "settings.intro",
        "p_course.title",
        "f_shop.label",
        "f_shop.hint",
        "f_shop.options.o_pottery.label",
        "f_why.label",
    ]


def test_a_text_knows_what_it_belongs_to_and_what_it_is() -> None:
    option_label = next(wording for wording in wordings(FORM) if wording.path.startswith("f_shop.options"))
    assert (option_label.about, option_label.name) == ("f_shop", "label")


def test_a_translation_is_put_beside_the_text_and_nothing_else_changes() -> None:
    changed = with_wordings(FORM, "de", {"f_why.label": "Warum?", "f_gone.label": "Weg"})
    assert changed["pages"][0]["items"][1]["label"] == {"en": "Why?", "de": "Warum?"}
    assert (languages_of(changed), translated(changed, "de")) == (("en", "de"), (1, 7))
    assert without_language(changed, "de") == FORM


def test_an_empty_translation_takes_it_out() -> None:
    changed = with_wordings(FORM, "de", {"f_why.label": "Warum?", "title": "Kurs"})
    assert translated(with_wordings(changed, "de", {"title": ""}), "de") == (1, 7)


def test_the_own_language_stays() -> None:
    assert without_language(FORM, "en") == FORM


@pytest.mark.parametrize("name", NAMES)
def test_every_text_of_a_whole_form_survives_a_translation(name: str) -> None:
    before = dict(Definition.parse(document_of(name)).document)
    texts = {wording.path: f"<{wording.words['en']}>"[:60] for wording in wordings(before) if "en" in wording.words}
    after = Definition.parse(with_wordings(before, "tr", texts))
    assert translated(after.document, "tr") == (len(texts), len(texts))
    assert dict(Definition.parse(without_language(after.document, "tr")).document) == before
