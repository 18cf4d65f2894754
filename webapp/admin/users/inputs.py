"""What administrators type about people."""

import re
from datetime import date
from typing import Any

from wtforms import BooleanField, DateField, IntegerField, SelectField, SelectMultipleField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError

from webapp.inputs import EMAIL_EXAMPLE, Inputs, Text, check_email, cleaned
from webapp.models.permissions import Role

ROLE_WORDS = {
    Role.MEMBER: "Fills in forms. Sees only their own things.",
    Role.AUDITOR: "Reads the back office, with personal data masked. Changes nothing.",
    Role.STAFF: "Works on the submissions of the forms that they review.",
    Role.ADMIN: "Manages people below admin, builds and publishes forms, changes settings.",
    Role.OWNER: "Does everything, and makes other owners.",
}
LONG = "Use {} characters or fewer."


def role_choices(highest: Role) -> list[tuple[str, str]]:
    """The roles that somebody of `highest` may give (R2), lowest first."""
    given = [role for role in ROLE_WORDS if role.rank < highest.rank or highest is Role.OWNER]
    return [(role.value, role.value.capitalize()) for role in given]


def role_options(field: Any) -> list[dict[str, Any]]:
    """The choices of a role field as radios draw them, each with what it means."""
    return [
        {"value": value, "label": label, "hint": ROLE_WORDS[Role(value)], "selected": selected}
        for value, label, selected, *_ in field.iter_choices()
    ]


class PersonInputs(Inputs):
    """Name and address."""

    name = Text("Name", [DataRequired("Enter a name."), Length(max=200, message=LONG.format(200))])
    email = Text("Email", [DataRequired("Enter an email address."), Length(max=254, message=EMAIL_EXAMPLE), check_email])


class NewUserInputs(PersonInputs):
    """A new person; a role above member is on offer until they accept it."""

    role = SelectField("Role", default=Role.MEMBER.value)
    groups = SelectMultipleField("Groups", coerce=int)


class EditUserInputs(PersonInputs):
    """Name and address, with the version that was opened."""

    version = IntegerField(validators=[InputRequired("Reload the page.")])


class SuspendInputs(Inputs):
    """Why, until when, and whether the person reads the reason."""

    reason = TextAreaField(
        "Reason",
        [DataRequired("Enter a reason."), Length(max=500, message=LONG.format(500))],
        filters=[cleaned],
        description="Kept in the log. Up to 500 characters.",
    )
    until = DateField(
        "Suspended until",
        [Optional()],
        description="The last day on which they cannot log in. Leave it empty to suspend them until you lift it.",
    )
    is_reason_visible = BooleanField(
        "Tell the person the reason", description="They read it in the mail, and when they try to log in."
    )
    today: date | None = None

    def validate_until(self, field: DateField) -> None:
        if field.data is not None and self.today is not None and field.data < self.today:
            raise ValidationError("Enter a day from today on, or leave it empty.")


class ResetFactorsInputs(Inputs):
    """Why somebody's second step is taken away; they read it in the mail."""

    reason = TextAreaField(
        "Reason",
        [DataRequired("Enter a reason."), Length(max=500, message=LONG.format(500))],
        filters=[cleaned],
        description="For example: lost the phone, came to the office with a passport. They read it in the mail.",
    )


class RejectInputs(Inputs):
    """Why somebody who waits is turned away; they read it."""

    reason = TextAreaField(
        "Reason",
        [Optional(), Length(max=500, message=LONG.format(500))],
        filters=[cleaned],
        description="They read it in the mail. Up to 500 characters.",
    )


class DeleteInputs(Inputs):
    """The address, typed, so that nobody is deleted by a slip."""

    email = Text("Type their email address to confirm", [DataRequired("Enter the email address of this person.")])


class RoleInputs(Inputs):
    """One role."""

    role = SelectField("Role")


class GroupsInputs(Inputs):
    """The groups that a person is in."""

    groups = SelectMultipleField("Groups", coerce=int)


class FindInputs(Inputs):
    """Addresses, one after the other."""

    addresses = TextAreaField(
        "Addresses",
        [InputRequired("Paste at least one email address."), Length(max=40_000, message=LONG.format("40,000"))],
        description="Up to 500, separated by spaces, commas, semicolons or new lines.",
    )

    def as_question(self) -> list[str]:
        """What stands between the separators."""
        return [part for part in re.split(r"[\s,;<>]+", self.addresses.data or "") if part]

    def validate_addresses(self, field: TextAreaField) -> None:
        wrong = next((part for part in self.as_question() if "@" not in part), None)
        if wrong is not None:
            raise ValidationError(f"“{wrong[:80]}” is no email address. Leave it out, or correct it.")
