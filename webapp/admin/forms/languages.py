"""The languages of a form: how much of it each of them says, and its texts side by side to be translated."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, flash, render_template, request
from werkzeug.wrappers import Response

from webapp.access import needs
from webapp.admin.forms.language_inputs import AddLanguageInputs, TranslationInputs, translation_inputs
from webapp.admin.forms.saving import Building, building, save
from webapp.kinds.territories import language_name, languages
from webapp.languages import _, spoken
from webapp.models.wordings import Wording, languages_of, own_language, translated, with_wordings, without_language, wordings
from webapp.responses import see_other, status

bp = Blueprint("languages", __name__)
# Texts on one page: what can be looked over, and far below what a page may send.
MOST_TEXTS = 60


@dataclass(frozen=True, slots=True)
class Spoken:
    """A language of the form: `said` of its `all` texts are in it."""

    code: str
    name: str
    said: int
    all: int


@bp.route("/<int:form_id>/languages", methods=["GET", "POST"])
@needs("forms:write")
def index(form_id: int) -> Any:
    """Each language with what it lacks, and a list to add one from."""
    here = building(form_id)
    document = here.definition.document
    lines = [Spoken(code, language_name(code, spoken()), *translated(document, code)) for code in languages_of(document)]
    inputs = AddLanguageInputs()
    inputs.offer(languages(spoken()), but=[one.code for one in lines])
    if inputs.validate_on_submit():
        return see_other(".edit", form_id=form_id, code=inputs.code.data)
    body = render_template("admin/forms/languages/index.html", here=here, form=here.form, languages=lines, inputs=inputs)
    return body, status(inputs)


@bp.route("/<int:form_id>/languages/<code>", methods=["GET", "POST"])
@needs("forms:write")
def edit(form_id: int, code: str) -> Any:
    """A part of the form's texts, each with its translation below it."""
    here = translatable(form_id, code)
    parts = parts_of(here)
    part = min(max(request.args.get("part", 1, type=int), 1), len(parts))
    inputs = translation_inputs(here, parts[part - 1], code)
    if inputs.validate_on_submit():
        texts = inputs.texts()
        what = f"Translated into {code}"
        save(form_id, lambda document: with_wordings(document, code, texts), what)
        flash(_("Saved. People see it once you publish."), "good")
        return see_other(".edit", form_id=form_id, code=code, part=min(part + 1, len(parts)))
    return page_of(here, code, inputs, part, len(parts)), status(inputs)


def page_of(here: Building, code: str, inputs: TranslationInputs, part: int, parts: int) -> str:
    return render_template(
        "admin/forms/languages/edit.html",
        here=here,
        form=here.form,
        code=code,
        name=language_name(code, spoken()),
        own_name=language_name(here.language, spoken()),
        inputs=inputs,
        part=part,
        parts=parts,
    )


def translatable(form_id: int, code: str) -> Building:
    """The form, if this is a language that it may be translated into."""
    here = building(form_id)
    document = here.definition.document
    if code == own_language(document) or code not in {*languages(spoken()), *languages_of(document)}:
        abort(404)
    return here


def parts_of(here: Building) -> list[list[Wording]]:
    """What has a text in the form's own language, in slices."""
    own = [wording for wording in wordings(here.definition.document) if here.language in wording.words]
    return [own[start : start + MOST_TEXTS] for start in range(0, len(own), MOST_TEXTS)] or [[]]


@bp.route("/<int:form_id>/languages/<code>/remove", methods=["GET", "POST"])
@needs("forms:write")
def remove(form_id: int, code: str) -> str | Response:
    here = translatable(form_id, code)
    if request.method == "GET":
        said, _all = translated(here.definition.document, code)
        facts: Mapping[str, Any] = {"code": code, "name": language_name(code, spoken()), "said": said}
        return render_template("admin/forms/languages/remove.html", here=here, form=here.form, **facts)
    save(form_id, lambda document: without_language(document, code), f"Removed the translation into {code}")
    return see_other(".index", form_id=form_id)
