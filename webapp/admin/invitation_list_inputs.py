"""A list of people to invite: as a file, pasted, or carried along by the page that showed what becomes of it."""

from flask_wtf.file import FileField
from wtforms import HiddenField, TextAreaField
from wtforms.validators import ValidationError

from webapp.inputs import Inputs
from webapp.languages import _, _l
from webapp.models.people_list import MOST_BYTES
from webapp.packing import unpack


class InvitationListInputs(Inputs):
    file = FileField(_l("File"), description=_l("CSV, as every spreadsheet saves it."))
    pasted = TextAreaField(
        _l("List"),
        description=_l("One person a line, beginning with the email address."),
    )
    packed = HiddenField()

    def validate_pasted(self, field: TextAreaField) -> None:
        if not self.file.data and not self.packed.data and not (field.data or "").strip():
            raise ValidationError(_("Choose a file, or paste a list."))

    def given(self) -> bytes:
        """The bytes of the list, at most one more than are taken."""
        if self.file.data:
            return bytes(self.file.data.read(MOST_BYTES + 1))
        return unpack(self.packed.data, MOST_BYTES + 1) if self.packed.data else (self.pasted.data or "").encode()
