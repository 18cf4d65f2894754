"""What administrators type to invite somebody."""

from wtforms import SelectField, SelectMultipleField
from wtforms.validators import DataRequired, Length

from webapp.admin.users.inputs import role_choices, role_options
from webapp.inputs import EMAIL_EXAMPLE, Inputs, Text, check_email
from webapp.languages import _l
from webapp.models.permissions import Role

__all__ = ["InviteInputs", "role_choices", "role_options"]


class InviteInputs(Inputs):
    """An address, and what its person is to be."""

    email = Text(_l("Email"), [DataRequired(_l("Enter an email address.")), Length(max=254, message=EMAIL_EXAMPLE), check_email])
    role = SelectField(_l("Role"), default=Role.MEMBER.value)
    groups = SelectMultipleField(_l("Groups"), coerce=int)
