"""A new password as pages ask for it: the rules in words, and the check of what was typed."""

from typing import Any

from flask_login import current_user
from wtforms.validators import ValidationError

from webapp.access.breached import is_breached
from webapp.languages import _, ngettext
from webapp.models.password import problem_with
from webapp.site import settings


def password_rules() -> list[str]:
    """The rules, told before anything is typed."""
    shortest = settings()["password_min_length"]
    return [
        ngettext(
            "At least %(num)s character. Spaces and all other characters count.",
            "At least %(num)s characters. Spaces and all other characters count.",
            shortest,
        ),
        _("Not your name, your email address or the name of this site."),
    ]


def check_new_password(inputs: Any, field: Any) -> None:
    """A WTForms validator. Knows the person by what they type beside it, by who is logged in, or by `inputs.person`."""
    values = settings()
    typed = [inputs[name].data or "" for name in ("name", "email") if name in inputs]
    person = getattr(inputs, "person", None) or current_user
    personal = (*typed, getattr(inputs, "address", ""), person.name, person.email, values["site_name"])
    problem = problem_with(field.data or "", shortest=values["password_min_length"], personal=personal)
    if problem:
        raise ValidationError(problem)
    if is_breached(field.data or ""):
        raise ValidationError(_("This password is known from a leak. Choose a different one."))
