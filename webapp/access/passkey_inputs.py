"""What a browser brings back from a passkey ceremony, as the page's form sends it."""

from wtforms import HiddenField
from wtforms.validators import InputRequired, Length

from webapp.access.passkeys import LONGEST_ANSWER, WRONG
from webapp.inputs import Inputs
from webapp.languages import _l


class CredentialInputs(Inputs):
    """The answer as JSON; pages fill it in by script."""

    credential = HiddenField(validators=[InputRequired(_l(WRONG)), Length(max=LONGEST_ANSWER, message=_l(WRONG))])
