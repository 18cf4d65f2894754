"""What administrators type about groups."""

from typing import Any

from wtforms import BooleanField, IntegerField, RadioField, TextAreaField
from wtforms.validators import DataRequired, Length, ValidationError

from webapp.admin.forms.inputs import in_each_language
from webapp.admin.users.inputs import FindInputs
from webapp.inputs import Inputs, Text, cleaned
from webapp.languages import _, _l, mark
from webapp.models.user_search import MOST_ADDRESSES

WHAT_TO_DO = {"add": mark("Put them into the group"), "remove": mark("Take them out of the group")}


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


class ListInputs(FindInputs):
    """A pasted list of addresses, and what becomes of those whom it names."""

    act = RadioField(
        _l("What to do"),
        [DataRequired(_l("Choose what to do."))],
        choices=in_each_language(WHAT_TO_DO),
        default="add",
    )

    def validate_addresses(self, field: TextAreaField) -> None:
        super().validate_addresses(field)
        number = len(set(self.as_question()))
        if number > MOST_ADDRESSES:
            most = {"most": MOST_ADDRESSES, "number": number}
            raise ValidationError(_("Paste %(most)s addresses or fewer: these are %(number)s.", **most))

    @property
    def is_adding(self) -> bool:
        return bool(self.act.data == "add")


class MemberInputs(Inputs):
    """Whom to put into a group, by address."""

    email = Text(_l("Email address of the person"), [DataRequired(_l("Enter an email address."))])
