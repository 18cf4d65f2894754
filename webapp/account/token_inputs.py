"""What people type when they make an API token."""

from datetime import timedelta

from wtforms import SelectField, SelectMultipleField
from wtforms.validators import DataRequired, Length

from webapp.dates import span_in_words
from webapp.in_force import limits
from webapp.inputs import Inputs, Text
from webapp.languages import _, _l

OFFERED_DAYS = (7, 30, 90, 180, 365)


def lives() -> dict[str, str]:
    """The choices of how long a token works: none is longer than the site allows, and its usual life is among them."""
    longest, usual = limits().token_longest_life.days, usual_days()
    offered = sorted({days for days in OFFERED_DAYS if days <= longest} | {usual, longest})
    return {str(days): _("A year") if days == 365 else span_in_words(timedelta(days=days)) for days in offered}


def usual_days() -> int:
    return min(limits().token_life, limits().token_longest_life).days


class NewTokenInputs(Inputs):
    """What a token is called, what it may do, and for how long. The choices of `scopes` are the person's."""

    name = Text(
        _l("Name"),
        [DataRequired(_l("Enter a name, for example Backup script.")), Length(max=80, message=_l("Use 80 characters or fewer."))],
        description=_l("By which you know it again: what it is for, and where it lies."),
    )
    scopes = SelectMultipleField(_l("What it may do"), choices={})
    days = SelectField(_l("It works for"), coerce=int, choices=lives, default=usual_days)
