"""What is typed about a saved view of the list of users."""

from typing import Any

from wtforms import BooleanField, HiddenField
from wtforms.validators import DataRequired, Length, ValidationError

from webapp.inputs import Inputs, Text
from webapp.languages import _, _l
from webapp.models.saved_view import LONGEST_QUESTION


class SavedViewInputs(Inputs):
    """Its name, and whether everybody who reads the list has it."""

    name = Text(
        _l("Name"),
        [DataRequired(_l("Enter a name.")), Length(max=60, message=_l("Use 60 characters or fewer."))],
        description=_l("For example: New since January, or Staff without a second step."),
    )
    is_shared = BooleanField(
        _l("Share it"), description=_l("Everybody who can open the list of users sees it there, with its name and its search.")
    )

    def values(self) -> dict[str, Any]:
        """What a view has beside its question."""
        return {"name": self.name.data or "", "is_shared": bool(self.is_shared.data)}


class NewViewInputs(SavedViewInputs):
    """The same with the question, as the address of the list had it."""

    q = HiddenField()
    sort = HiddenField()
    columns = HiddenField()

    def validate_name(self, field: Text) -> None:
        if len(self.q.data or "") > LONGEST_QUESTION:
            raise ValidationError(
                _("The search is too long to be saved. Use %(most)s characters or fewer.", most=LONGEST_QUESTION)
            )
