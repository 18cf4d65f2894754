"""The forms that somebody may fill in, and the page on which each of them begins."""

from datetime import timedelta
from typing import Any

from flask import Blueprint, abort, render_template, request
from flask_login import current_user
from sqlalchemy import Row
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from webapp.clock import now
from webapp.database import writing
from webapp.forms.codes import keep_code
from webapp.forms.language import choose, offered, read_in
from webapp.kinds.territories import own_name
from webapp.models.capacity import form_scope, standing
from webapp.models.definition import Definition
from webapp.models.definition_parts import language_used
from webapp.models.draft import Draft
from webapp.models.form_list import definition_shown, form_of, forms_of
from webapp.models.open_draft import OpenDraft
from webapp.models.opening import opening, with_zone
from webapp.models.profile_offers import offers
from webapp.models.sending import sent_before
from webapp.responses import see_other

bp = Blueprint("index", __name__, url_prefix="/forms")


@bp.get("")
def index() -> str:
    return render_template("forms/index/index.html", forms=forms_of(current_user))


@bp.get("/<slug>")
def show(slug: str) -> Any:
    if "code" in request.args:
        return see_other(".show", slug=slug) if form_of(current_user, slug) else keep_code(request.args["code"])
    form = found(slug)
    definition = definition_shown(form)
    return render_template(
        "forms/index/show.html",
        form=form,
        definition=definition,
        languages=languages_in_words(definition),
        title=definition.words(definition.title, read_in()),
        settings=definition.settings,
        words=words_of(definition),
        opening=opening(form, now()),
        closes=with_zone(form.closes_at, form.tz) if form.closes_at else "",
        places=standing(form.id).get(form_scope(form.id)) if definition.settings.quota else None,
        sent=sent_before(form.id, current_user, definition.settings),
        draft=begun(form),
        prefilled=[pair for pair in request.args.items(multi=True) if is_prefill(definition, pair[0])],
    )


def languages_in_words(definition: Definition) -> list[tuple[str, str, bool]]:
    """(code, name in the language itself, whether it is read now) of each language of the form, if there are several."""
    here = language_used(definition.title, read_in(), definition.settings.language)
    return [(code, own_name(code), code == here) for code in offered(definition)]


@bp.post("/<slug>/language")
def language(slug: str) -> Response:
    """Read this form, and others that speak it, in another language."""
    wanted = request.form.get("language", "")
    if wanted in offered(definition_shown(found(slug))):
        choose(wanted)
    return see_other(".show", slug=slug)


@bp.post("/<slug>/start")
def start(slug: str) -> Response:
    """Find the draft of this person, or make it; a form that takes nothing from them says why on its own page."""
    form = found(slug)
    definition = definition_shown(form)
    has_sent = sent_before(form.id, current_user, definition.settings)
    if form.draft_id is None and (has_sent or not opening(form, now()).is_open):
        return see_other(".show", slug=slug)
    raw = offers(definition, current_user, read_in()) | prefill(definition, request.form)
    kept_for = timedelta(days=definition.settings.draft_days)
    with writing():
        draft_id = Draft.start(by=current_user, form_id=form.id, version_id=form.version_id, kept_for=kept_for, raw=raw)
    return see_other("forms.drafts.show", draft_id=draft_id)


def found(slug: str) -> Row[Any]:
    """The form at this address, if it is for this person; else there is none."""
    return form_of(current_user, slug) or abort(404)


def begun(form: Row[Any]) -> OpenDraft | None:
    if form.draft_id is None:
        return None
    return OpenDraft.find(form.draft_id, by=current_user, locale=read_in())


def words_of(definition: Definition) -> Any:
    """Words of the author's, in the language of the pages."""
    locale = read_in()
    return lambda words: definition.words(words, locale)


def is_prefill(definition: Definition, name: str) -> bool:
    """Whether an address may fill in this control: only of questions whose author opened them to it."""
    question = definition.question(name) or definition.question(name.rpartition("-")[0])
    return question is not None and question.prefill


def prefill(definition: Definition, form: MultiDict[str, str]) -> dict[str, Any]:
    """uid → as typed, of what came with the address: offered on its page, and an answer only once that is sent."""
    offered = {one.uid: one.kind.typed(form, one.uid) for one in definition.questions if one.prefill}
    return {uid: raw for uid, raw in offered.items() if raw}
