"""What administrators type about groups."""

from typing import Any

from wtforms import BooleanField, IntegerField, TextAreaField
from wtforms.validators import DataRequired, Length

from webapp.inputs import Inputs, Text, cleaned


class GroupInputs(Inputs):
    """Name and description of a group and what it asks of its members, with the version that was opened."""

    name = Text("Name", [DataRequired("Enter a name."), Length(max=100, message="Use 100 characters or fewer.")])
    description = TextAreaField("Description", [Length(max=500, message="Use 500 characters or fewer.")], filters=[cleaned])
    needs_second_factor = BooleanField(
        "Members need a second step to log in", description="Who has none yet adds one at their next log-in."
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

    email = Text("Email address of the person", [DataRequired("Enter an email address.")])
