"""What people type about their own account."""

from wtforms import PasswordField, StringField
from wtforms.validators import DataRequired, InputRequired, Length

from webapp.access.new_password import check_new_password
from webapp.inputs import Inputs, Text


class NameInputs(Inputs):
    """One's own name."""

    name = Text("Name", [DataRequired("Enter your name."), Length(max=200, message="Use 200 characters or fewer.")])


class ConfirmInputs(Inputs):
    """The password, to prove that it is you."""

    password = PasswordField("Password", [InputRequired("Enter your password.")])


class ConfirmBothInputs(ConfirmInputs):
    """Password and code, of who has a second step."""

    code = StringField(
        "Code",
        [
            InputRequired("Enter the code from your authenticator app, or a recovery code."),
            Length(max=100, message="Enter six digits."),
        ],
        description="Six digits from your authenticator app, or one of your recovery codes.",
    )


class ChangePasswordInputs(Inputs):
    """The password that one has, and the one to have from now on."""

    current_password = PasswordField("Current password", [InputRequired("Enter your current password.")])
    password = PasswordField("New password", [check_new_password])
