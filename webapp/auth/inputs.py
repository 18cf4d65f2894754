"""What people type to get in."""

from wtforms import BooleanField, PasswordField, StringField
from wtforms.validators import DataRequired, Length

from webapp.access.new_password import check_new_password
from webapp.inputs import EMAIL_EXAMPLE, Inputs, Text, check_email
from webapp.models.user import User


class LogInInputs(Inputs):
    """No checks of shape: whatever is typed gets the one answer."""

    email = StringField("Email")
    password = PasswordField("Password")
    keep = BooleanField("Keep me logged in", description="Not on a computer that you share.")


class NewPersonInputs(Inputs):
    """Name, address, password: the first owner, and sign-up without mail."""

    name = Text("Name", [DataRequired("Enter your name."), Length(max=200, message="Use 200 characters or fewer.")])
    email = Text("Email", [DataRequired("Enter your email address."), Length(max=254, message=EMAIL_EXAMPLE), check_email])
    password = PasswordField("Password", [check_new_password])


class SignUpInputs(NewPersonInputs):
    """`website` is a trap: nobody sees it, machines fill it in. `shown` is when the page was shown, signed."""

    website = StringField("Leave this empty")
    shown = StringField()

    def refuse(self, name: str, sentence: str) -> bool:
        """Whatever the table says about an address, a stranger reads the one sentence."""
        return super().refuse(name, TAKEN if name == "email" else sentence)


class NewPasswordInputs(Inputs):
    """A first or a new password, behind a one-time link of `person`."""

    person: User | None = None
    password = PasswordField("New password", [check_new_password])


TAKEN = "That address can't be used to sign up. Log in, or ask an administrator for help."
