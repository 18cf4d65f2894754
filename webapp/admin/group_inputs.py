"""What administrators type about groups."""

from wtforms import IntegerField, TextAreaField
from wtforms.validators import DataRequired, Length

from webapp.inputs import Inputs, Text, cleaned


class GroupInputs(Inputs):
    """Name and description of a group, with the version that was opened."""

    name = Text("Name", [DataRequired("Enter a name."), Length(max=100, message="Use 100 characters or fewer.")])
    description = TextAreaField("Description", [Length(max=500, message="Use 500 characters or fewer.")], filters=[cleaned])
    version = IntegerField(default=0)


class MemberInputs(Inputs):
    """Whom to put into a group, by address."""

    email = Text("Email address of the person", [DataRequired("Enter an email address.")])
