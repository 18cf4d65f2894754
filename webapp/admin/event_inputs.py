"""What the list of events is narrowed to, read from the address."""

from typing import Any

from wtforms import DateField, IntegerField, SelectField
from wtforms.validators import Length, NumberRange, Optional, StopValidation

from webapp.inputs import Inputs, Text
from webapp.languages import _, _l, mark

A_DATE = mark("Enter a date like 2026-11-21.")
A_NUMBER = mark("Enter the number of a person or thing.")
HIGHEST = 2**63 - 1
TOO_HIGH = _l("Enter the number of a person or thing.")


class Day(DateField):
    """A day; what is none says how to write one."""

    def gettext(self, words: str) -> str:
        return _(A_DATE)


class Number(IntegerField):
    """The number of a row."""

    def gettext(self, words: str) -> str:
        return _(A_NUMBER)

    def pre_validate(self, form: Any) -> None:
        if self.process_errors:
            raise StopValidation  # said once is enough


class EventFilterInputs(Inputs):
    """Filters; all may be left empty. It changes nothing, so it carries no token."""

    class Meta:
        csrf = False

    actor = Number(_l("Done by (number of the person)"), [Optional(), NumberRange(1, HIGHEST, TOO_HIGH)])
    target_id = Number(_l("Done to (number)"), [Optional(), NumberRange(1, HIGHEST, TOO_HIGH)])
    target_type = Text(_l("Kind of thing, such as user or form"), [Length(max=30)])
    action = SelectField(_l("What happened"), validate_choice=False)
    since = Day(_l("From"), [Optional()])
    until = Day(_l("To"), [Optional()])
    batch = Text(_l("Batch"), [Length(max=36)])
