"""What is typed for the words of a mail: two templates, each of which is tried before anything is kept."""

from typing import Any

from wtforms.validators import DataRequired, ValidationError

from webapp.admin.forms.inputs import Prose, at_most
from webapp.inputs import Inputs, Text
from webapp.languages import _, _l
from webapp.models.mail_templates import check_template
from webapp.models.outbox import LONGEST_SUBJECT

LONGEST = 10_000


def is_template(inputs: Any, field: Any) -> None:
    """A WTForms validator."""
    try:
        check_template(field.data or "")
    except ValueError as error:
        raise ValidationError(str(error)) from error


class MailInputs(Inputs):
    subject = Text(_l("Subject"), [DataRequired(_l("Enter a subject.")), at_most(LONGEST_SUBJECT), is_template])
    text = Prose(
        _l("Text"),
        [DataRequired(_l("Enter a text.")), at_most(LONGEST), is_template],
        description=_l("Plain text. An empty line begins a paragraph; an address alone in one becomes a button."),
    )

    def validate_text(self, field: Any) -> None:
        """What a mail is for is in our words or in its link: without either its reader is left with nothing."""
        if not field.errors and not {"text", "link"} & check_template(field.data or ""):
            raise ValidationError(_("Keep {{ text }} in it, or at least {{ link }}."))

    def template(self) -> dict[str, str]:
        return {"subject": self.subject.data or "", "text": self.text.data or ""}
