"""What staff type into a submission's page."""

from typing import Any

from wtforms import IntegerField, SelectField, TextAreaField
from wtforms.validators import Length

from webapp.inputs import Inputs
from webapp.languages import _, _l
from webapp.models.reviewing import LONGEST_COMMENT

TOO_LONG = _l("Use 4,000 characters or fewer.")


class MoveInputs(Inputs):
    """A new status with words to the member and words among staff, kept apart."""

    row_version = IntegerField()
    status = SelectField(_l("Status"), validate_choice=True)
    message = TextAreaField(
        _l("Message to the member"),
        [Length(max=LONGEST_COMMENT, message=TOO_LONG)],
        description=_l("They read it on their submission's page and get it by mail."),
    )
    note = TextAreaField(
        _l("Internal note"), [Length(max=LONGEST_COMMENT, message=TOO_LONG)], description=_l("Only staff can read this.")
    )

    def change(self) -> dict[str, Any]:
        """What `move` asks for."""
        message, note = ((field.data or "").strip() for field in (self.message, self.note))
        version = self.row_version.data or 0
        return {"status": self.status.data, "row_version": version, "message": message, "note": note}

    def ask_for_words(self, demanding: set[str], current: str) -> bool:
        """Some statuses want a message; False, with an error, when it is missing."""
        status = self.status.data
        if status in demanding and status != current and not (self.message.data or "").strip():
            return not self.refuse("message", _("Write to the member why: this status asks for a message."))
        return True
