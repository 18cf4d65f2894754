"""The base of everything a person types into a page: cleaned text, errors that can come from the database."""

import unicodedata
from datetime import datetime
from typing import Any

from email_validator import EmailNotValidError, validate_email
from flask import request
from flask_babel.speaklater import LazyString
from flask_wtf import FlaskForm
from flask_wtf.form import _Auto
from werkzeug.datastructures import ImmutableMultiDict
from wtforms import Field, StringField
from wtforms.validators import ValidationError

from webapp.languages import _, _l
from webapp.tokens import PageToken

INVISIBLE = {"\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad"}


class Inputs(FlaskForm):
    """A WTForms class for one page. It checks shape only: it never writes, mails or logs."""

    class Meta(FlaskForm.Meta):
        csrf_class = PageToken

        def wrap_formdata(self, form: FlaskForm, formdata: Any) -> Any:
            """Pages read what a form sends. Flask-WTF would also take any JSON document for one, a list as well."""
            if formdata is _Auto and request.is_json:
                return ImmutableMultiDict()
            return super().wrap_formdata(form, formdata)

    def refuse(self, name: str, sentence: str) -> bool:
        """Put a sentence on a field's errors; False when there is no such field."""
        if name not in self._fields:
            return False
        field: Field = self._fields[name]
        field.errors = [*field.errors, sentence]
        return True


def cleaned(value: str | None) -> str | None:
    """One line as it is stored: NFC, trimmed, and empty when nothing of it can be seen."""
    if value is None:
        return None
    value = unicodedata.normalize("NFC", value).strip()
    return "" if all(character in INVISIBLE or character.isspace() for character in value) else value


def whole_number(text: str) -> int:
    """For `request.form.get(name, type=whole_number)`: ValueError, and so the default, for what no column holds."""
    number = int(text)
    if not -(2**31) <= number < 2**31:
        raise ValueError("too large for a column")
    return number


EMAIL_EXAMPLE = _l("Enter an email address in the correct format, like name@example.com.")


def check_email(inputs: Any, field: Any) -> None:
    """A WTForms validator."""
    if not is_email(field.data or ""):
        raise ValidationError(str(EMAIL_EXAMPLE))


def is_email(typed: str) -> bool:
    """Shape only. Whether it is anybody's is proven by a link, not by the name server."""
    try:
        validate_email(typed, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        return False
    return True


def in_one_line(value: str | None) -> str | None:
    """Whoever gets past the browser may send several lines, and a name stands in mails and in logs."""
    return None if value is None else " ".join(value.splitlines())


class Text(StringField):
    """A line of text, cleaned. Passwords are no Text: not one character of them is changed."""

    def __init__(self, label: str | LazyString = "", validators: Any = None, **options: Any) -> None:
        super().__init__(label, validators, filters=[cleaned, in_one_line], **options)


class Moment(Text):
    """A local date and time, from the browser's picker or typed: 2026-12-01T09:00 or 2026-12-01 09:00."""

    def pre_validate(self, form: Any) -> None:
        if not self.data:
            return
        try:
            self.data = datetime.fromisoformat(self.data).replace(tzinfo=None).isoformat(timespec="minutes")
        except ValueError:
            raise ValidationError(
                _("%(label)s must be a date and time such as 2026-12-01 09:00", label=self.label.text)
            ) from None
