"""What people type about their second step."""

from wtforms import HiddenField, StringField
from wtforms.validators import InputRequired, Length

from webapp.inputs import Inputs


class AppInputs(Inputs):
    """The first code of an app. `sealed` is the secret which the page offered, closed to this log-in."""

    sealed = HiddenField()
    code = StringField(
        "Code from the app",
        [InputRequired("Enter the six digits that the app shows."), Length(max=100, message="Enter six digits.")],
        description="Six digits. They change every 30 seconds.",
    )


class DownloadInputs(Inputs):
    """What the codes grow from, closed to this log-in."""

    sealed = HiddenField()
