"""As whom, on which day and in which language a preview is looked at: kept in its address."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import request
from wtforms import SelectField
from wtforms.validators import ValidationError

from webapp.admin.forms.saving import Building
from webapp.clock import now
from webapp.inputs import Inputs, Text
from webapp.kinds.territories import language_name
from webapp.kinds.wording import joined, quoted
from webapp.languages import _, _l, spoken
from webapp.models.group import Group
from webapp.models.opening import Planned, opening_on, today_in
from webapp.models.user import folded
from webapp.models.wordings import languages_of

FIRST, LAST = date(1900, 1, 1), date(2999, 12, 31)


class PersonaInputs(Inputs):
    """Read from the address: nothing is changed by looking."""

    group = SelectField(_l("As"), validate_choice=False, description=_l("A form may be for some groups only."))
    day = Text(_l("On the day"), description=_l("Today when left blank."))
    language = SelectField(_l("In"), validate_choice=False, description=_l("The words of the form."))

    class Meta(Inputs.Meta):
        csrf = False

    def validate_day(self, field: Text) -> None:
        if field.data and day_of(field.data) is None:
            raise ValidationError(_("Enter a day, for example 2027-03-01"))


def day_of(text: str) -> date | None:
    """A day of which a form could know anything."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST <= day <= LAST else None


@dataclass(frozen=True)
class Persona:
    """Who looks. `group` is the name of one that they are in, or ""; `asked`, what the address says of it."""

    here: Building
    inputs: PersonaInputs
    group: str
    day: date
    language: str
    asked: dict[str, str]

    def sentences(self) -> Iterator[str]:
        """What keeps them from filling it in."""
        settings = self.here.definition.settings
        standing = opening_on(Planned(settings.opens_at, settings.closes_at, settings.tz), self.day)
        if not standing.is_open:
            yield _("On that day people read instead: %(sentence)s", sentence=standing.sentence)
        if settings.audience and folded(self.group) not in {folded(name) for name in settings.audience}:
            groups = joined([quoted(name) for name in settings.audience])
            code = _("They see it only once they have its code; otherwise it is for members of %(groups)s.", groups=groups)
            yield code if settings.by_code else _("They do not see the form: it is for members of %(groups)s.", groups=groups)


def persona(here: Building) -> Persona:
    """Out of the address; what it says and nobody offers counts as not said."""
    inputs = PersonaInputs(request.args)
    groups = [name for _id, name in Group.choices()]
    languages = languages_of(here.definition.document)
    inputs.group.choices = {
        "": _("Anybody who is signed in"),
        **{name: _("A member of %(group)s", group=name) for name in groups},
    }
    inputs.language.choices = {code: language_name(code, spoken()) for code in languages}
    inputs.validate()
    group = inputs.group.data if inputs.group.data in groups else ""
    language = inputs.language.data if inputs.language.data in languages else here.language
    inputs.language.data = language
    day = day_of(inputs.day.data or "")
    asked: dict[str, Any] = {"group": group, "day": day and day.isoformat(), "language": language}
    kept = {name: value for name, value in asked.items() if value and value != here.language}
    return Persona(here, inputs, group, day or today_in(here.definition.settings.tz, now()), language, kept)
