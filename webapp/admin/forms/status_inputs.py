"""What people type about a status of a form."""

from typing import Any

from wtforms import BooleanField, IntegerField, SelectField
from wtforms.validators import DataRequired

from webapp.admin.forms.inputs import Prose, at_most, in_each_language
from webapp.inputs import Inputs, Text
from webapp.languages import _, _l, mark
from webapp.models.form_status import FormStatus, said_status

PHASES = {
    "new": mark("New: nobody has looked at it yet"),
    "working": mark("Working: somebody deals with it"),
    "waiting": mark("Waiting: it is the member’s turn"),
    "done": mark("Done: it is settled, in their favour"),
    "refused": mark("Refused: it is settled, against them"),
    "withdrawn": mark("Withdrawn: the member took it back"),
}
PHASE_NAMES = {
    "new": mark("New"),
    "working": mark("Working"),
    "waiting": mark("Waiting"),
    "done": mark("Done"),
    "refused": mark("Refused"),
    "withdrawn": mark("Withdrawn"),
}
WORDS = ("label", "explanation")
RULES = ("needs_comment", "mails_member", "locks_editing", "is_restricted")


class StatusInputs(Inputs):
    label = Text(_l("Name"), [DataRequired(_l("Enter a name, for example Accepted")), at_most(60)])
    explanation = Prose(
        _l("What it means for the member"), [at_most(300)], description=_l("They read it on the page of what they sent.")
    )
    phase = SelectField(_l("Phase"), choices=in_each_language(PHASES), description=_l("What it counts as in lists and figures."))
    needs_comment = BooleanField(_l("Giving it needs a message to the member"))
    mails_member = BooleanField(_l("The member gets a mail"))
    locks_editing = BooleanField(_l("The member cannot change their answers while it lasts"))
    is_restricted = BooleanField(
        _l("Only people who publish forms may give it"), description=_l("Otherwise everybody who reviews what is sent.")
    )
    version = IntegerField(default=1)

    @classmethod
    def of(cls, status: FormStatus) -> "StatusInputs":
        """Filled in as it stands, our own words in the language of who reads them."""
        words = {name: said_status(getattr(status, name)) for name in WORDS}
        return cls(data={**words, **{name: getattr(status, name) for name in ("phase", "version", *RULES)}})

    def values(self, before: FormStatus | None = None) -> dict[str, Any]:
        """What a status has of its own; words of ours that nobody touched stay ours, in every language."""
        typed = {name: self[name].data or "" for name in WORDS}
        kept = {
            name: getattr(before, name)
            for name, text in typed.items()
            if before is not None and text == said_status(getattr(before, name))
        }
        return {**typed, **kept, "phase": self.phase.data, **{name: bool(self[name].data) for name in RULES}}

    def is_new(self, others: list[FormStatus]) -> bool:
        """False, with an error, when another status is called so."""
        names = {said_status(one.label).casefold() for one in others}
        if (self.label.data or "").casefold() not in names:
            return True
        return not self.refuse("label", _("Another status of this form has that name. Enter a different one."))
