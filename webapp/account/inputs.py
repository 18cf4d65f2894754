"""What people type about their own account."""

from wtforms import PasswordField, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, Length

from webapp.access.new_password import check_new_password
from webapp.access.passkey_inputs import CredentialInputs
from webapp.database import CONSTRAINT_MESSAGES
from webapp.inputs import EMAIL_EXAMPLE, Inputs, Text, check_email
from webapp.languages import _, _l, mark


class NameInputs(Inputs):
    """One's own name."""

    name = Text(_l("Name"), [DataRequired(_l("Enter your name.")), Length(max=200, message=_l("Use 200 characters or fewer."))])


class EmailInputs(Inputs):
    """The address that one wants to have."""

    email = Text(
        _l("New email address"),
        [DataRequired(_l("Enter an email address.")), Length(max=254, message=EMAIL_EXAMPLE), check_email],
    )

    def refuse(self, name: str, sentence: str) -> bool:
        """Whatever the table says about an address, one reads the one sentence."""
        return super().refuse(name, _(ADDRESS_REFUSED) if sentence == _(ADDRESS_TAKEN) else sentence)


class FinishInputs(Inputs):
    """One button. An address that is taken by now has no field here; the view says it."""

    is_taken = False

    def refuse(self, name: str, sentence: str) -> bool:
        self.is_taken = name == "email"
        return self.is_taken


ADDRESS_TAKEN = CONSTRAINT_MESSAGES["uq_user_email_key"][1]
ADDRESS_REFUSED = mark("That address cannot be used. Enter a different one.")


class ConfirmInputs(Inputs):
    """The password, to prove that it is you."""

    password = PasswordField(_l("Password"), [InputRequired(_l("Enter your password."))])


class ConfirmBothInputs(ConfirmInputs):
    """Password and code, of who has a second step."""

    code = StringField(
        _l("Code"),
        [
            InputRequired(_l("Enter the code from your authenticator app, or a recovery code.")),
            Length(max=100, message=_l("Enter six digits.")),
        ],
        description=_l("Six digits from your authenticator app, or one of your recovery codes."),
    )


class ConfirmByPasskeyInputs(CredentialInputs):
    """A passkey, beside which one that asks nobody who they are needs the password."""

    key_password = PasswordField(_l("Password"))


class DeleteInputs(Inputs):
    """One's own address, so that nobody leaves by a slip."""

    email = Text(_l("Type your email address to confirm"), [DataRequired(_l("Enter your email address."))])


class PreferencesInputs(Inputs):
    """The language, of those there are, and the zone; its choices are the machine's."""

    language = SelectField(_l("Language"))
    timezone = SelectField(_l("Time zone"))


class ChangePasswordInputs(Inputs):
    """The password that one has, and the one to have from now on."""

    current_password = PasswordField(_l("Current password"), [InputRequired(_l("Enter your current password."))])
    password = PasswordField(_l("New password"), [check_new_password])


class FirstPasswordInputs(Inputs):
    """The first password of somebody who logs in without one."""

    password = PasswordField(_l("New password"), [check_new_password])
