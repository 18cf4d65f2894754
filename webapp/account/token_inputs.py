"""What people type when they make an API token."""

from wtforms import SelectField, SelectMultipleField
from wtforms.validators import DataRequired, Length

from webapp.inputs import Inputs, Text
from webapp.models.api_token import USUAL_DAYS

LIVES = {"7": "7 days", "30": "30 days", "90": "90 days", "180": "180 days", "365": "A year"}


class NewTokenInputs(Inputs):
    """What a token is called, what it may do, and for how long. The choices of `scopes` are the person's."""

    name = Text(
        "Name",
        [DataRequired("Enter a name, for example Backup script."), Length(max=80, message="Use 80 characters or fewer.")],
        description="By which you know it again: what it is for, and where it lies.",
    )
    scopes = SelectMultipleField("What it may do", choices={})
    days = SelectField("It works for", coerce=int, choices=LIVES, default=USUAL_DAYS)
