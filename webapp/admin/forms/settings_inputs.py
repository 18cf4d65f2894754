"""What the settings page asks, and how it stands in the document."""

import re
from collections.abc import Mapping
from typing import Any

from wtforms import BooleanField, SelectField, SelectMultipleField
from wtforms.validators import DataRequired, Optional, Regexp, ValidationError

from webapp.admin.forms.inputs import Prose, at_most, in_each_language, in_words
from webapp.dates import zones
from webapp.inputs import Inputs, Moment, Text
from webapp.languages import _, _l, mark
from webapp.models.definition import Definition
from webapp.models.outline import Document, change_settings

WORDS = ("intro", "needs", "privacy", "next_steps", "declaration", "button", "sent", "contact")
FLAGS = ("by_code", "listed", "waiting", "edit_pinned", "edit_resets", "confidential", "receipt_answers")
REST = ("audience", "reviewers", "opens_at", "closes_at", *FLAGS)
EDIT = {
    "never": mark("Never"),
    "until_deadline": mark("Until the form closes"),
    "until_opened": mark("Until somebody who reviews it takes it up"),
    "while_open": mark("As long as its status does not lock it"),
    "on_request": mark("When staff allow it: members ask, and staff open it for them"),
}
# How often a person may send it, as the page asks, and as it stands in the document.
HOW_OFTEN = {"": _l("As often as they like"), "once": _l("Once"), "year": _l("Once a year")}
OFTEN: Mapping[str, bool | str] = {"once": True, "year": "year"}
NUMBERS = ("minutes", "quota", "keep_days", "draft_days", "grace_minutes")


def whole(example: str) -> list[Any]:
    def check(inputs: Any, field: Any) -> None:
        if not re.match("[0-9]{1,8}$", field.data or ""):
            raise ValidationError(_("Enter a whole number, for example %(example)s", example=example))

    return [Optional(), check]


class SettingsInputs(Inputs):
    title = Text(_l("Title"), [DataRequired(_l("Enter a title, for example Summer course")), at_most(200)])
    slug = Text(
        _l("Address"),
        [
            DataRequired(_l("Enter an address, for example summer-course")),
            Regexp("[a-z0-9]+(-[a-z0-9]+)*$", message=_l("Use small letters, digits and single hyphens: summer-course")),
            at_most(60),
        ],
        description=_l("The end of the form’s address: /forms/summer-course"),
    )
    intro = Prose(
        _l("What it is for"), [at_most(5_000)], description=_l("On the start page. Markdown: lists, links and **bold**.")
    )
    needs = Prose(_l("What to have at hand"), [at_most(2_000)], description=_l("On the start page."))
    minutes = Text(_l("Minutes it takes"), whole("10"))
    privacy = Prose(
        _l("What happens with the data"), [at_most(10_000)], description=_l("Who reads it and why. On the start page.")
    )
    declaration = Prose(
        _l("Declaration"), [at_most(2_000)], description=_l("Above the button that sends, for example “All this is true.”")
    )
    button = Text(_l("Words of the button that sends"), [at_most(60)], description=_l("“Send” when left empty."))
    sent = Text(_l("Title of the confirmation"), [at_most(100)], description=_l("For example “Application sent”."))
    next_steps = Prose(_l("What happens next"), [at_most(5_000)], description=_l("On the confirmation."))
    contact = Prose(_l("Whom to ask"), [at_most(500)])
    audience = SelectMultipleField(_l("Groups that may fill it in"), description=_l("None ticked: everyone who is signed in."))
    by_code = BooleanField(
        _l("Whoever has its code may fill it in"),
        description=_l("People who are logged in and open its link, or type the code; besides them only the groups ticked."),
    )
    reviewers = SelectMultipleField(
        _l("Groups that see the submissions"), description=_l("People with staff rights in these groups.")
    )
    listed = BooleanField(_l("Visitors see on the landing page that this form exists"))
    once = SelectField(_l("Each person may send it"))
    tz = SelectField(_l("Time zone"), default="UTC")
    opens_at = Moment(_l("Opens at"))
    closes_at = Moment(_l("Closes at"), description=_l("The last moment at which it can be sent."))
    grace_minutes = Text(
        _l("Minutes to finish after closing"), whole("15"), description=_l("For those who are checking their answers.")
    )
    quota = Text(_l("Submissions it takes in all"), whole("30"), description=_l("Empty: as many as come."))
    waiting = BooleanField(
        _l("People may join a waiting list"),
        description=_l("When everything is taken. A place that becomes free goes to the first in line."),
    )
    draft_days = Text(_l("Days that drafts are kept"), whole("30"))
    keep_days = Text(_l("Days that submissions are kept"), whole("400"), description=_l("Empty: until somebody deletes them."))

    edit = SelectField(_l("Members may change what they sent"), choices=in_each_language(EDIT), default="never")
    edit_pinned = BooleanField(
        _l("Changes are made in the version that was sent"), description=_l("Otherwise in the newest one.")
    )
    edit_resets = BooleanField(_l("A change leads back to the first status"))
    receipt_answers = BooleanField(
        _l("The mail that says it has arrived repeats the answers"),
        description=_l("Never where a question asks for something special, such as health."),
    )
    confidential = BooleanField(
        _l("Mails about it say nothing of its content"), description=_l("They only say where to read it.")
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.tz.choices = zones()
        self.once.choices = {name: str(words) for name, words in HOW_OFTEN.items()}

    def validate_closes_at(self, field: Moment) -> None:
        if field.data and self.opens_at.data and field.data <= self.opens_at.data:
            raise ValidationError(_("It must close after it opens"))

    def changed(self, document: Document, slug: str) -> Document:
        """The document with these settings; its address is written into it only where it differs from `slug`."""
        before = document.get("settings", {})
        language = before.get("language", "en")
        words = {name: in_words(self[name].data, language, before.get(name, {})) or None for name in WORDS}
        numbers = {name: int(self[name].data) if self[name].data else None for name in NUMBERS}
        rest = {name: self[name].data or None for name in REST}
        own = self.slug.data if "slug" in before or self.slug.data != slug else None
        named = {"tz": self.tz.data, "edit": self.edit.data, "slug": own, "once": OFTEN.get(self.once.data)}
        new = change_settings(document, **words, **numbers, **rest, **named)
        return {**new, "title": in_words(self.title.data, language, document.get("title", {}))}


def shown_settings(definition: Definition, slug: str) -> dict[str, Any]:
    """The settings as the page shows them."""
    settings, stored = definition.settings, definition.document.get("settings", {})
    language = settings.language

    def one(words: Mapping[str, str]) -> str:
        return words.get(language, "")

    return {
        "title": one(definition.title),
        "slug": settings.slug or slug,
        "once": next((name for name, once in OFTEN.items() if once == settings.once), ""),
        **{name: one(getattr(settings, name)) for name in WORDS},
        **{name: "" if getattr(settings, name) is None else str(getattr(settings, name)) for name in NUMBERS},
        **{name: stored.get(name) for name in ("opens_at", "closes_at")},
        **{name: list(getattr(settings, name)) for name in ("audience", "reviewers")},
        **{name: getattr(settings, name) for name in ("tz", "edit", *FLAGS)},
    }
