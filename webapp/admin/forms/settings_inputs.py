"""What the settings page asks, and how it stands in the document."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from wtforms import BooleanField, SelectField, SelectMultipleField
from wtforms.validators import DataRequired, Optional, Regexp, ValidationError

from webapp.admin.forms.inputs import Prose, at_most, in_words
from webapp.dates import zones
from webapp.inputs import Inputs, Text
from webapp.models.definition import Definition
from webapp.models.outline import Document, change_settings

WORDS = ("intro", "needs", "privacy", "next_steps", "declaration", "button", "sent", "contact")
NUMBERS = ("minutes", "quota", "keep_days", "draft_days", "grace_minutes")
MARKDOWN = "Markdown: lists, links and **bold**."


def whole(example: str) -> list[Any]:
    return [Optional(), Regexp("[0-9]{1,8}$", message=f"Enter a whole number, for example {example}")]


class Moment(Text):
    """A local date and time, from the browser's picker or typed: 2026-12-01T09:00 or 2026-12-01 09:00."""

    def pre_validate(self, form: Any) -> None:
        if not self.data:
            return
        try:
            self.data = datetime.fromisoformat(self.data).replace(tzinfo=None).isoformat(timespec="minutes")
        except ValueError:
            raise ValidationError(f"{self.label.text} must be a date and time such as 2026-12-01 09:00") from None


class SettingsInputs(Inputs):
    title = Text("Title", [DataRequired("Enter a title, for example Summer course"), at_most(200)])
    slug = Text(
        "Address",
        [
            DataRequired("Enter an address, for example summer-course"),
            Regexp("[a-z0-9]+(-[a-z0-9]+)*$", message="Use small letters, digits and single hyphens: summer-course"),
            at_most(60),
        ],
        description="The end of the form’s address: /forms/summer-course",
    )
    intro = Prose("What it is for", [at_most(5_000)], description=f"On the start page. {MARKDOWN}")
    needs = Prose("What to have at hand", [at_most(2_000)], description="On the start page.")
    minutes = Text("Minutes it takes", whole("10"))
    privacy = Prose("What happens with the data", [at_most(10_000)], description="Who reads it and why. On the start page.")
    declaration = Prose(
        "Declaration", [at_most(2_000)], description="Above the button that sends, for example “All this is true.”"
    )
    button = Text("Words of the button that sends", [at_most(60)], description="“Send” when left empty.")
    sent = Text("Title of the confirmation", [at_most(100)], description="For example “Application sent”.")
    next_steps = Prose("What happens next", [at_most(5_000)], description="On the confirmation.")
    contact = Prose("Whom to ask", [at_most(500)])
    audience = SelectMultipleField("Groups that may fill it in", description="None ticked: everyone who is signed in.")
    reviewers = SelectMultipleField("Groups that see the submissions", description="People with staff rights in these groups.")
    listed = BooleanField("Visitors see on the landing page that this form exists")
    once = BooleanField("Each person may send it once")
    tz = SelectField("Time zone", default="UTC")
    opens_at = Moment("Opens at")
    closes_at = Moment("Closes at", description="The last moment at which it can be sent.")
    grace_minutes = Text("Minutes to finish after closing", whole("15"), description="For those who are checking their answers.")
    quota = Text("Submissions it takes in all", whole("30"), description="Empty: as many as come.")
    draft_days = Text("Days that drafts are kept", whole("30"))
    keep_days = Text("Days that submissions are kept", whole("400"), description="Empty: until somebody deletes them.")

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.tz.choices = zones()

    def validate_closes_at(self, field: Moment) -> None:
        if field.data and self.opens_at.data and field.data <= self.opens_at.data:
            raise ValidationError("It must close after it opens")

    def changed(self, document: Document, slug: str) -> Document:
        """The document with these settings; its address is written into it only where it differs from `slug`."""
        before = document.get("settings", {})
        language = before.get("language", "en")
        words = {name: in_words(self[name].data, language, before.get(name, {})) or None for name in WORDS}
        numbers = {name: int(self[name].data) if self[name].data else None for name in NUMBERS}
        rest = {name: self[name].data or None for name in ("audience", "reviewers", "listed", "once", "opens_at", "closes_at")}
        own = self.slug.data if "slug" in before or self.slug.data != slug else None
        new = change_settings(document, **words, **numbers, **rest, tz=self.tz.data, slug=own)
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
        **{name: one(getattr(settings, name)) for name in WORDS},
        **{name: "" if getattr(settings, name) is None else str(getattr(settings, name)) for name in NUMBERS},
        **{name: stored.get(name) for name in ("opens_at", "closes_at")},
        **{name: list(getattr(settings, name)) for name in ("audience", "reviewers")},
        **{name: getattr(settings, name) for name in ("listed", "once", "tz")},
    }
