"""What people type about their passkeys."""

from wtforms.validators import DataRequired, Length

from webapp.access.passkey_inputs import CredentialInputs
from webapp.inputs import Inputs, Text
from webapp.languages import _l
from webapp.models.passkey import LONGEST_NAME

NAMED = [
    DataRequired(_l("Enter a name by which you will know it.")),
    Length(max=LONGEST_NAME, message=_l("Use %(max)d characters or fewer.")),
]


class PasskeyNameInputs(Inputs):
    """What a passkey is called."""

    name = Text(_l("Name"), NAMED, description=_l("By which you will know it, for example “Work laptop”."))


class NewPasskeyInputs(CredentialInputs):
    """A new passkey and what it is called."""

    name = Text(_l("Name"), NAMED, description=_l("By which you will know it, for example “Work laptop”."))
