"""What administrators type about people."""

import re
from datetime import date
from typing import Any

from wtforms import BooleanField, DateField, IntegerField, SelectField, SelectMultipleField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError

from webapp.inputs import EMAIL_EXAMPLE, Inputs, Text, check_email, cleaned
from webapp.languages import _, _l, mark
from webapp.models.note import LONGEST
from webapp.models.permissions import Role
from webapp.models.role_words import role_in_words
from webapp.models.user_acts import UNAPPROVED

ROLE_WORDS = {
    Role.MEMBER: mark("Fills in forms. Sees only their own things."),
    Role.AUDITOR: mark("Reads the back office, with personal data masked. Changes nothing."),
    Role.STAFF: mark("Works on the submissions of the forms that they review."),
    Role.ADMIN: mark("Manages people below admin, builds and publishes forms, changes settings."),
    Role.OWNER: mark("Does everything, and makes other owners."),
}
AT_MOST_500 = _l("Use 500 characters or fewer.")


def role_choices(highest: Role) -> list[tuple[str, str]]:
    """The roles that somebody of `highest` may give (R2), lowest first."""
    given = [role for role in ROLE_WORDS if role.rank < highest.rank or highest is Role.OWNER]
    return [(role.value, role_in_words(role.value)) for role in given]


def role_options(field: Any) -> list[dict[str, Any]]:
    """The choices of a role field as radios draw them, each with what it means."""
    return [
        {"value": value, "label": label, "hint": _(ROLE_WORDS[Role(value)]), "selected": selected}
        for value, label, selected, *rest in field.iter_choices()
    ]


class PersonInputs(Inputs):
    """Name and address."""

    name = Text(_l("Name"), [DataRequired(_l("Enter a name.")), Length(max=200, message=_l("Use 200 characters or fewer."))])
    email = Text(_l("Email"), [DataRequired(_l("Enter an email address.")), Length(max=254, message=EMAIL_EXAMPLE), check_email])


class NewUserInputs(PersonInputs):
    """A new person; a role above member is on offer until they accept it."""

    role = SelectField(_l("Role"), default=Role.MEMBER.value)
    groups = SelectMultipleField(_l("Groups"), coerce=int)


class EditUserInputs(PersonInputs):
    """Name and address, with the version that was opened."""

    version = IntegerField(validators=[InputRequired(_l("Reload the page."))])


class SuspendInputs(Inputs):
    """Why, until when, and whether the person reads the reason."""

    reason = TextAreaField(
        _l("Reason"),
        [DataRequired(_l("Enter a reason.")), Length(max=500, message=AT_MOST_500)],
        filters=[cleaned],
        description=_l("Kept in the log. Up to 500 characters."),
    )
    until = DateField(
        _l("Suspended until"),
        [Optional()],
        description=_l("The last day on which they cannot log in. Leave it empty to suspend them until you lift it."),
    )
    is_reason_visible = BooleanField(
        _l("Tell the person the reason"), description=_l("They read it in the mail, and when they try to log in.")
    )
    today: date | None = None
    is_unapproved = False

    def validate_until(self, field: DateField) -> None:
        if field.data is not None and self.is_unapproved:
            raise ValidationError(_(UNAPPROVED))
        if field.data is not None and self.today is not None and field.data < self.today:
            raise ValidationError(_("Enter a day from today on, or leave it empty."))


class ViewAsInputs(Inputs):
    """Why somebody's pages are looked at; they read it in their activity."""

    reason = TextAreaField(
        _l("Reason"),
        [DataRequired(_l("Enter a reason.")), Length(max=500, message=AT_MOST_500)],
        filters=[cleaned],
        description=_l("The person reads it in their activity. Up to 500 characters."),
    )


class ResetFactorsInputs(Inputs):
    """Why somebody's second step is taken away; they read it in the mail."""

    reason = TextAreaField(
        _l("Reason"),
        [DataRequired(_l("Enter a reason.")), Length(max=500, message=AT_MOST_500)],
        filters=[cleaned],
        description=_l("For example: lost the phone, came to the office with a passport. They read it in the mail."),
    )
    waits = BooleanField(
        _l("Wait for 24 hours"),
        description=_l(
            "They are told at once and can stop it with a link in the mail. Choose it when you cannot be sure that it is them."
        ),
    )


class NoteInputs(Inputs):
    """A note on a person, with the version that was opened."""

    text = TextAreaField(
        _l("Note"),
        [DataRequired(_l("Write the note.")), Length(max=LONGEST, message=_l("Use 4,000 characters or fewer."))],
        filters=[cleaned],
        description=_l("Read by staff alone, never by whom it is about. Deleted when their account is erased."),
    )
    version = IntegerField(default=0)


class RejectInputs(Inputs):
    """Why somebody who waits is turned away; they read it."""

    reason = TextAreaField(
        _l("Reason"),
        [Optional(), Length(max=500, message=AT_MOST_500)],
        filters=[cleaned],
        description=_l("They read it in the mail. Up to 500 characters."),
    )


class DeleteInputs(Inputs):
    """The address, typed, so that nobody is deleted by a slip."""

    email = Text(_l("Type their email address to confirm"), [DataRequired(_l("Enter the email address of this person."))])


class RoleInputs(Inputs):
    """One role."""

    role = SelectField(_l("Role"))


class GroupsInputs(Inputs):
    """The groups that a person is in."""

    groups = SelectMultipleField(_l("Groups"), coerce=int)


class FindInputs(Inputs):
    """Addresses, one after the other."""

    addresses = TextAreaField(
        _l("Addresses"),
        [
            InputRequired(_l("Paste at least one email address.")),
            Length(max=40_000, message=_l("Use 40,000 characters or fewer.")),
        ],
        description=_l("Up to 500, separated by spaces, commas, semicolons or new lines."),
    )

    def as_question(self) -> list[str]:
        """What stands between the separators."""
        return [part for part in re.split(r"[\s,;<>]+", self.addresses.data or "") if part]

    def validate_addresses(self, field: TextAreaField) -> None:
        wrong = next((part for part in self.as_question() if "@" not in part), None)
        if wrong is not None:
            raise ValidationError(_("“%(address)s” is no email address. Leave it out, or correct it.", address=wrong[:80]))
