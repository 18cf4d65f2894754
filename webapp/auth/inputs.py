"""What people type to get in."""

from typing import Any

from email_validator import EmailNotValidError, validate_email
from flask_login import current_user
from wtforms import BooleanField, PasswordField, StringField
from wtforms.validators import InputRequired, Length, ValidationError

from webapp.inputs import Inputs, Text
from webapp.models.password import problem_with
from webapp.site import settings

EXAMPLE = "Enter an email address in the correct format, like name@example.com."


def check_email(inputs: Any, field: Any) -> None:
    """Shape only. Whether it is anybody's is proven by a link, not by the name server."""
    try:
        validate_email(field.data or "", check_deliverability=False, test_environment=True)
    except EmailNotValidError as error:
        raise ValidationError(EXAMPLE) from error


def check_new_password(inputs: Any, field: Any) -> None:
    """The rules of the house, with what this page knows about the person."""
    values = settings()
    typed = [inputs[name].data or "" for name in ("name", "email") if name in inputs]
    personal = (*typed, current_user.name, current_user.email, values["site_name"])
    problem = problem_with(field.data or "", shortest=values["password_min_length"], personal=personal)
    if problem:
        raise ValidationError(problem)


class LogInInputs(Inputs):
    """No checks of shape: whatever is typed gets the one answer."""

    email = StringField("Email")
    password = PasswordField("Password")
    keep = BooleanField("Keep me logged in", description="Not on a computer that you share.")


class NewPersonInputs(Inputs):
    """Name, address, password: the first owner, and sign-up without mail."""

    name = Text("Name", [InputRequired("Enter your name."), Length(max=200, message="Use 200 characters or fewer.")])
    email = Text("Email", [InputRequired("Enter your email address."), Length(max=254, message=EXAMPLE), check_email])
    password = PasswordField("Password", [check_new_password])


class SignUpInputs(NewPersonInputs):
    """`website` is a trap: nobody sees it, machines fill it in. `shown` is when the page was shown, signed."""

    website = StringField("Leave this empty")
    shown = StringField()

    def refuse(self, name: str, sentence: str) -> bool:
        """Whatever the table says about an address, a stranger reads the one sentence."""
        return super().refuse(name, TAKEN if name == "email" else sentence)


class NewPasswordInputs(Inputs):
    """A first or a new password, behind a one-time link."""

    password = PasswordField("New password", [check_new_password])


TAKEN = "That address can't be used to sign up. Log in, or ask an administrator for help."


def password_rules() -> list[str]:
    """The rules, as the page tells them before anything is typed."""
    return [
        f"At least {settings()['password_min_length']} characters. Spaces and all other characters count.",
        "Not your name, your email address or the name of this site.",
    ]
