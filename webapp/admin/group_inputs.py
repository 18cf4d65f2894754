"""What administrators type about groups."""

from typing import Any

from wtforms import BooleanField, IntegerField, TextAreaField
from wtforms.validators import DataRequired, Length

from webapp.inputs import Inputs, Text, cleaned
from webapp.languages import _l


class GroupInputs(Inputs):
    """Name and description of a group and what it asks of its members, with the version that was opened."""

    name = Text(_l("Name"), [DataRequired(_l("Enter a name.")), Length(max=100, message=_l("Use 100 characters or fewer."))])
    description = TextAreaField(
        _l("Description"), [Length(max=500, message=_l("Use 500 characters or fewer."))], filters=[cleaned]
    )
    needs_second_factor = BooleanField(
        _l("Members need a second step to log in"), description=_l("Who has none yet adds one at their next log-in.")
    )
    version = IntegerField(default=0)

    def values(self) -> dict[str, Any]:
        """What a group has of its own."""
        return {
            "name": self.name.data or "",
            "description": self.description.data or "",
            "needs_second_factor": bool(self.needs_second_factor.data),
        }


class MemberInputs(Inputs):
    """Whom to put into a group, by address."""

    email = Text(_l("Email address of the person"), [DataRequired(_l("Enter an email address."))])
