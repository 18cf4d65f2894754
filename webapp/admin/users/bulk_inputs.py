"""What is to be done to many people, and to whom; and what was frozen of it while somebody looked at what would happen."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from itertools import accumulate, pairwise
from typing import Any
from uuid import uuid4

from flask import current_app
from flask_login import current_user
from itsdangerous import BadSignature, URLSafeTimedSerializer
from wtforms import BooleanField, DateField, HiddenField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import Length, Optional, ValidationError

from webapp.admin.users.inputs import AT_MOST_500
from webapp.inputs import Inputs, cleaned
from webapp.languages import _, _l
from webapp.models.bulk import MOST_PEOPLE, TYPED_ABOVE
from webapp.models.bulk_acts import WITH_GROUP
from webapp.packing import pack, unpack

# Seconds: what was looked at longer ago is looked at again.
FROZEN_FOR = 3600
# Bytes: a number of six digits with its comma for each of the most people, and room.
UNPACKED_AT_MOST = 12 * MOST_PEOPLE


class BulkInputs(Inputs):
    """An act with what it needs, for everybody who fits or for those whose box is ticked."""

    act = RadioField(_l("What is to be done?"), validate_choice=False)
    who = RadioField(_l("To whom?"), default="all", validate_choice=False)
    people = SelectMultipleField(_l("People"), coerce=int, validate_choice=False)
    reason = TextAreaField(
        _l("Reason"),
        [Length(max=500, message=AT_MOST_500)],
        filters=[cleaned],
        description=_l("Kept in the log, and needed for suspending. Who is rejected reads it in the mail. Up to 500 characters."),
    )
    until = DateField(
        _l("Suspended until"),
        [Optional()],
        description=_l("The last day on which they cannot log in; empty means until you lift it."),
    )
    is_reason_visible = BooleanField(
        _l("Tell them the reason"), description=_l("They read it in the mail, and when they try to log in.")
    )
    group = SelectField(_l("Group"), coerce=int, validate_choice=False)
    role = SelectField(_l("Role"), validate_choice=False, description=_l("A role that manages people is given one by one."))
    today: date | None = None

    def validate_act(self, field: RadioField) -> None:
        if field.data not in values_in(field):
            raise ValidationError(_("Choose what is to be done."))

    def validate_people(self, field: SelectMultipleField) -> None:
        if self.who.data == "some" and not field.data:
            raise ValidationError(_("Tick at least one person, or choose everybody who fits."))

    def validate_reason(self, field: TextAreaField) -> None:
        if self.act.data == "suspend" and not field.data:
            raise ValidationError(_("Enter a reason."))

    def validate_until(self, field: DateField) -> None:
        if field.data is not None and self.today is not None and field.data < self.today:
            raise ValidationError(_("Enter a day from today on, or leave it empty."))

    def validate_group(self, field: SelectField) -> None:
        if self.act.data in WITH_GROUP and (not field.data or field.data not in values_in(field)):
            raise ValidationError(_("Choose a group."))

    def validate_role(self, field: SelectField) -> None:
        if self.act.data == "give_role" and field.data not in values_in(field):
            raise ValidationError(_("Choose a role."))


def values_in(field: RadioField | SelectField) -> set[Any]:
    return {value for value, *_words in field.iter_choices()}


class StartInputs(Inputs):
    """What was looked at, as it was then; above TYPED_ABOVE people their number is typed."""

    frozen = HiddenField()
    number = StringField(_l("Number of people"), filters=[cleaned])
    wanted = 0

    def validate_number(self, field: StringField) -> None:
        digits = "".join(sign for sign in field.data or "" if sign.isascii() and sign.isdigit())
        if self.wanted > TYPED_ABOVE and digits != str(self.wanted):
            raise ValidationError(
                _("Type the number of people, %(number)s, to show that you mean all of them.", number=self.wanted)
            )


@dataclass(frozen=True, slots=True)
class Frozen:
    """What was looked at: the act, its values, and the ids, sorted, by what would become of each (will, refused, nothing)."""

    act: str
    values: dict[str, Any]
    ids: dict[str, list[int]]
    batch: str

    @property
    def will(self) -> list[int]:
        return self.ids["will"]


def freeze(act: str, values: dict[str, Any], ids: Mapping[str, Sequence[int]]) -> Frozen:
    return Frozen(act, values, {kind: sorted(some) for kind, some in ids.items()}, str(uuid4()))


def written(frozen: Frozen) -> str:
    """Signed, and small enough to ride in a page: of sorted ids only the steps from one to the next are kept."""
    steps = {kind: [after - before for before, after in pairwise([0, *some])] for kind, some in frozen.ids.items()}
    packed = {kind: pack(json.dumps(some, separators=(",", ":")).encode()) for kind, some in steps.items()}
    return str(signer().dumps(asdict(frozen) | {"ids": packed, "by": current_user.id}))


def thawed(text: str) -> Frozen | None:
    """As this person has looked at them within the hour; None for anything else."""
    try:
        found = signer().loads(text, max_age=FROZEN_FOR)
    except BadSignature:
        return None
    if found.pop("by") != current_user.id:
        return None
    ids = {kind: list(accumulate(json.loads(unpack(some, UNPACKED_AT_MOST)))) for kind, some in found.pop("ids").items()}
    return Frozen(ids=ids, **found)


def signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["LODGE"].signing_keys[::-1], salt="bulk")
