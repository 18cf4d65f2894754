"""What staff type into a submission's page."""

from typing import Any, ClassVar

from wtforms import BooleanField, IntegerField, SelectField, TextAreaField
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


class CorrectionInputs(Inputs):
    """What a member is asked to correct; the view adds `ask_<uid>` and `why_<uid>` for each of `uids`."""

    uids: ClassVar[tuple[str, ...]] = ()
    most: ClassVar[int] = 0
    row_version = IntegerField()
    message = TextAreaField(
        _l("Message to the member"),
        [Length(max=LONGEST_COMMENT, message=TOO_LONG)],
        description=_l("They read it on their submission's page and, unless the form is confidential, in the mail."),
    )
    everything = BooleanField(_l("They may change every answer"))

    def questions(self) -> list[dict[str, str]]:
        """[{"uid", "why"}] of what is ticked or has a line; none where everything may be changed."""
        if self.everything.data:
            return []
        asked = ((uid, (self[f"why_{uid}"].data or "").strip()) for uid in self.uids)
        return [{"uid": uid, "why": why} for uid, why in asked if why or self[f"ask_{uid}"].data]

    def says_what(self) -> bool:
        """False, with errors, when nothing is asked, or a line is missing or too long."""
        questions = self.questions()
        for one in questions:
            name = f"why_{one['uid']}"
            if not one["why"]:
                self.refuse(name, _("Write what to correct, for example “The date is before you were born.”"))
            elif len(one["why"]) > self.most:
                self.refuse(name, _("Use %(most)s characters or fewer", most=self.most))
        if not questions and not self.everything.data:
            self.refuse("everything", _("Tick the answers to correct, or let them change every answer"))
        return not self.errors
