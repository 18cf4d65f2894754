"""What people type about their passkeys."""

from wtforms.validators import DataRequired, Length

from webapp.access.passkey_inputs import CredentialInputs
from webapp.inputs import Inputs, Text
from webapp.models.passkey import LONGEST_NAME

NAMED = [
    DataRequired("Enter a name by which you will know it."),
    Length(max=LONGEST_NAME, message=f"Use {LONGEST_NAME} characters or fewer."),
]


class PasskeyNameInputs(Inputs):
    """What a passkey is called."""

    name = Text("Name", NAMED, description="By which you will know it, for example “Work laptop”.")


class NewPasskeyInputs(CredentialInputs):
    """A new passkey and what it is called."""

    name = Text("Name", NAMED, description="By which you will know it, for example “Work laptop”.")
