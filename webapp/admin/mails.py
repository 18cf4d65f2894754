"""The words of mails: the organisation's own around each of them, tried in a sandbox, previewed, set back to ours."""

from typing import Any

from flask import Blueprint, abort, current_app, flash, render_template, request
from flask_login import current_user
from werkzeug.wrappers import Response

from webapp.access import needs
from webapp.admin.mail_inputs import MailInputs
from webapp.database import writing
from webapp.languages import LANGUAGES, _, speaking
from webapp.models.mail_kinds import KINDS, filled_in, setting_of
from webapp.models.mail_list import post_preview
from webapp.models.mail_templates import example, ours, rendered
from webapp.models.setting import HIGHEST, Setting, changes_of, current
from webapp.responses import see_other, status
from webapp.site import forget_settings

bp = Blueprint("mails", __name__, url_prefix="/mails")


@bp.get("")
@needs("settings:read")
def index() -> str:
    values = current()
    rows = [
        {
            "kind": kind,
            "title": filled_in(one.title),
            "example": filled_in(one.example),
            "worded": [name for code, name in LANGUAGES.items() if values[setting_of(kind, code)]],
        }
        for kind, one in KINDS.items()
    ]
    return render_template("admin/mails/index.html", rows=rows)


@bp.route("/<kind>/<language>", methods=["GET", "POST"])
@needs("settings:write")
def edit(kind: str, language: str) -> Any:
    name = name_of(kind, language)
    inputs = MailInputs(data=current()[name] or words_of_ours(kind, language))
    preview = previewed(kind, language, inputs) if inputs.validate_on_submit() else None
    if preview is not None and not {"preview", "test"} & set(request.form):
        return save(kind, language, inputs.template())
    if preview is not None and "test" in request.form:
        send_to_oneself(*preview)
    changes = {"changes": changes_of(name, request.args.get("before", HIGHEST, type=int)), "in_words": in_words}
    shown: dict[str, Any] = {"kind": kind, "written_in": language, "languages": LANGUAGES, "preview": preview}
    shown |= {"called": filled_in(KINDS[kind].title), "is_worded": bool(current()[name])}
    return render_template("admin/mails/edit.html", inputs=inputs, **shown, **changes), status(inputs)


@bp.post("/<kind>/<language>/revert/<int:event_id>")
@needs("settings:write")
def revert(kind: str, language: str, event_id: int) -> Response:
    with writing():
        has_changed = Setting.revert(name_of(kind, language), event_id, by=current_user)
    return saved(kind, language, has_changed)


@bp.post("/<kind>/<language>/set-back")
@needs("settings:write")
def set_back(kind: str, language: str) -> Response:
    with writing():
        has_changed = Setting.change(name_of(kind, language), {}, by=current_user)
    return saved(kind, language, has_changed)


def name_of(kind: str, language: str) -> str:
    """The setting behind the page; 404 for what is no mail or no language of ours."""
    if kind not in KINDS or language not in LANGUAGES:
        abort(404)
    return setting_of(kind, language)


def words_of_ours(kind: str, language: str) -> dict[str, str]:
    with speaking(language):
        return ours(kind)


def save(kind: str, language: str, template: dict[str, str]) -> Response:
    """What is word for word ours is kept as nothing: an upgrade may then mend it."""
    value = {} if template == words_of_ours(kind, language) else template
    with writing():
        has_changed = Setting.change(name_of(kind, language), value, by=current_user)
    return saved(kind, language, has_changed)


def previewed(kind: str, language: str, inputs: MailInputs) -> tuple[str, str] | None:
    """Subject and text with example values, in the language of the mail; None when the page says why not."""
    link = f"{current_app.config['LODGE'].base_url}/example"
    try:
        with speaking(language):
            return rendered(inputs.template(), example(kind, current_user.name, link))
    except Exception as error:  # whatever a template can do wrong with values that are there
        inputs.refuse("text", _("With example values this cannot be written: %(why)s.", why=error))
        return None


def send_to_oneself(subject: str, body: str) -> None:
    with writing():
        post_preview(subject, body, by=current_user)
    flash(_("A test mail to %(address)s was written.", address=current_user.email), "good")


def in_words(template: dict[str, str]) -> str:
    return f"{template['subject']}\n\n{template['text']}" if template else _("Ours")


def saved(kind: str, language: str, has_changed: bool) -> Response:
    forget_settings()
    if has_changed:
        flash(_("%(name)s: saved.", name=filled_in(KINDS[kind].title)), "good")
    return see_other(".edit", kind=kind, language=language)
