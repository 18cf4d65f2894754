"""What members type about something that they sent."""

from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length

from webapp.inputs import Inputs, cleaned
from webapp.languages import _l


class AskInputs(Inputs):
    reason = TextAreaField(
        _l("What do you want to change?"),
        [DataRequired(_l("Write what you want to change")), Length(max=2000, message=_l("Use 2,000 characters or fewer."))],
        filters=[cleaned],
    )
