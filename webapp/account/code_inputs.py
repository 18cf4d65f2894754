"""What people type about their second step."""

from wtforms import HiddenField, StringField
from wtforms.validators import InputRequired, Length

from webapp.inputs import Inputs
from webapp.languages import _l


class AppInputs(Inputs):
    """The first code of an app. `sealed` is the secret which the page offered, closed to this log-in."""

    sealed = HiddenField()
    code = StringField(
        _l("Code from the app"),
        [InputRequired(_l("Enter the six digits that the app shows.")), Length(max=100, message=_l("Enter six digits."))],
        description=_l("Six digits. They change every 30 seconds."),
    )


class DownloadInputs(Inputs):
    """What the codes grow from, closed to this log-in."""

    sealed = HiddenField()
