"""What people type to get in."""

from typing import Any

from wtforms import BooleanField, HiddenField, PasswordField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, StopValidation

from webapp.access.legal import NewcomerInputs
from webapp.access.new_password import check_new_password
from webapp.access.passkeys import LONGEST_ANSWER, WRONG
from webapp.database import CONSTRAINT_MESSAGES
from webapp.dates import span_in_words
from webapp.in_force import limits
from webapp.inputs import EMAIL_EXAMPLE, Inputs, Text, check_email
from webapp.languages import _, _l, mark
from webapp.models.user import User

CODE_EXAMPLE = _l("Enter six digits, or a recovery code like 3-K7QF-9XWM-2B4T-HN5D.")


class LogInInputs(Inputs):
    """No checks of shape: whatever is typed gets the one answer."""

    email = StringField(_l("Email"))
    password = PasswordField(_l("Password"))
    keep = BooleanField(_l("Keep me logged in"), description=_l("Not on a computer that you share."))


class SecondStepInputs(Inputs):
    """A code from the app or a recovery code; whatever its shape, a wrong one is counted as wrong."""

    code = StringField(
        _l("Code"),
        [
            InputRequired(_l("Enter the code from your authenticator app, or a recovery code.")),
            Length(max=100, message=CODE_EXAMPLE),
        ],
        description=_l("Six digits from your authenticator app, or one of your recovery codes."),
    )
    trust = BooleanField(_l("Don't ask again on this device"), description=_l("Only on a device that nobody else uses."))

    def __init__(self, *arguments: Any, **values: Any) -> None:
        super().__init__(*arguments, **values)
        self.trust.label.text = _("Don't ask again on this device for %(span)s", span=span_in_words(limits().trusted_device))


class NewPersonInputs(Inputs):
    """Name, address, password: the first owner, and sign-up without mail."""

    name = Text(_l("Name"), [DataRequired(_l("Enter your name.")), Length(max=200, message=_l("Use 200 characters or fewer."))])
    email = Text(
        _l("Email"), [DataRequired(_l("Enter your email address.")), Length(max=254, message=EMAIL_EXAMPLE), check_email]
    )
    password = PasswordField(_l("Password"), [check_new_password])


class IdentityInputs(NewcomerInputs):
    """The name of somebody whom a provider has named."""

    name = Text(_l("Name"), [DataRequired(_l("Enter your name.")), Length(max=200, message=_l("Use 200 characters or fewer."))])

    def refuse(self, name: str, sentence: str) -> bool:
        """The address has no field here; it was taken a moment ago."""
        return super().refuse(*("name", _(HAS_ACCOUNT)) if name == "email" else (name, sentence))


class SignUpInputs(NewPersonInputs, NewcomerInputs):
    """`website` is a trap: nobody sees it, machines fill it in. `shown` is when the page was shown, signed."""

    website = StringField(_l("Leave this empty"))
    shown = StringField()

    def refuse(self, name: str, sentence: str) -> bool:
        """Whatever the table says about an address, a stranger reads the one sentence."""
        return super().refuse(name, _(TAKEN) if name == "email" and sentence == _(ADDRESS_TAKEN) else sentence)


class SignUpAddressInputs(Inputs):
    """Where mail is sent, the address comes first; with the same trap."""

    email = Text(
        _l("Email"), [DataRequired(_l("Enter your email address.")), Length(max=254, message=EMAIL_EXAMPLE), check_email]
    )
    website = StringField(_l("Leave this empty"))
    shown = StringField()


class AddressInputs(Inputs):
    """An address, and nothing said about it."""

    email = Text(
        _l("Email"), [DataRequired(_l("Enter your email address.")), Length(max=254, message=EMAIL_EXAMPLE), check_email]
    )


class UndoInputs(Inputs):
    """One button. An address that is taken by now has no field here; the view says it."""

    is_taken = False

    def refuse(self, name: str, sentence: str) -> bool:
        self.is_taken = name == "email"
        return self.is_taken


class CodeInputs(Inputs):
    """A code out of a mail; case and dashes do not matter."""

    code = Text(
        _l("Code"), [DataRequired(_l("Enter the code from the mail.")), Length(max=40, message=_l("A code has 8 letters."))]
    )


def unless_passkey(inputs: Any, field: Any) -> None:
    """A WTForms validator: whoever brings a passkey chooses no password."""
    if inputs.credential.data:
        field.errors = []
        raise StopValidation


class FirstNameInputs(Inputs):
    """The name that is typed already, as an authenticator is to show it; what it has to be is said when it is sent."""

    name = Text(_l("Name"), [Length(max=200)])


class WelcomeInputs(NewcomerInputs):
    """Name, and password or passkey, of somebody whose address is known: by a mailed link, or by an invitation."""

    address = ""
    name = Text(_l("Name"), [DataRequired(_l("Enter your name.")), Length(max=200, message=_l("Use 200 characters or fewer."))])
    password = PasswordField(_l("Password"), [unless_passkey, check_new_password])
    credential = HiddenField(validators=[Length(max=LONGEST_ANSWER, message=_l(WRONG))])

    def refuse(self, name: str, sentence: str) -> bool:
        """The address has no field here; who has proven it may read that it is taken."""
        return super().refuse(*("name", _(HAS_ACCOUNT)) if name == "email" else (name, sentence))


class NewPasswordInputs(Inputs):
    """A first or a new password, behind a one-time link of `person`."""

    person: User | None = None
    password = PasswordField(_l("New password"), [check_new_password])


ADDRESS_TAKEN = CONSTRAINT_MESSAGES["uq_user_email_key"][1]
TAKEN = mark("That address can't be used to sign up. Log in, or ask an administrator for help.")
HAS_ACCOUNT = mark("This email address has an account already. Log in with it.")
