"""What is typed before a backup is restored: the day that everything goes back to."""

from typing import Any

from wtforms.validators import ValidationError

from webapp.inputs import Inputs, Text
from webapp.languages import _, _l


class RestoreInputs(Inputs):
    """`wanted` is the day of the backup, as it stands on the page."""

    day = Text(_l("Type the day of the backup"), description=_l("As it stands above, for example 2026-11-21."))

    def __init__(self, wanted: str, **values: Any) -> None:
        self.wanted = wanted
        super().__init__(**values)

    def validate_day(self, field: Any) -> None:
        if field.data != self.wanted:
            raise ValidationError(_("That is not the day of this backup. Type %(day)s.", day=self.wanted))
