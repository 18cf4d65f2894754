"""What the list of events is narrowed to, read from the address."""

from typing import Any

from wtforms import DateField, IntegerField, SelectField
from wtforms.validators import Length, NumberRange, Optional, StopValidation

from webapp.inputs import Inputs, Text

A_DATE = "Enter a date like 2026-11-21."
A_NUMBER = "Enter the number of a person or thing."
HIGHEST = 2**63 - 1


class Day(DateField):
    """A day; what is none says how to write one."""

    def gettext(self, words: str) -> str:
        return A_DATE


class Number(IntegerField):
    """The number of a row."""

    def gettext(self, words: str) -> str:
        return A_NUMBER

    def pre_validate(self, form: Any) -> None:
        if self.process_errors:
            raise StopValidation  # said once is enough


class EventFilterInputs(Inputs):
    """Filters; all may be left empty. It changes nothing, so it carries no token."""

    class Meta:
        csrf = False

    actor = Number("Done by (number of the person)", [Optional(), NumberRange(1, HIGHEST, A_NUMBER)])
    target_id = Number("Done to (number)", [Optional(), NumberRange(1, HIGHEST, A_NUMBER)])
    target_type = Text("Kind of thing, such as user or form", [Length(max=30)])
    action = SelectField("What happened", validate_choice=False)
    since = Day("From", [Optional()])
    until = Day("To", [Optional()])
    batch = Text("Batch", [Length(max=36)])
