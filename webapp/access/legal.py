"""Whoever has to accept a legal page comes to where they do before anything else; at sign-up a box is ticked."""

from typing import Any

from flask import g, request, session, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response
from wtforms import BooleanField, HiddenField
from wtforms.validators import DataRequired

from webapp.access.kept import asked_address, keep_typed
from webapp.inputs import Inputs
from webapp.languages import _, _l
from webapp.models.legal import ACCEPTED, Numbers, asked_of_newcomers, owed
from webapp.models.person import Person
from webapp.models.setting_registry import LEGAL
from webapp.site import settings

# What stays open: to read it, to leave, to take one's data along or delete the account, to prove for that who one is.
OPEN_ALL_THE_SAME = (
    "account.legal.",
    "account.data.",
    "account.delete.",
    "account.confirm.",
    "account.passkey_confirm.",
    "auth.",
    "main.legal.",
    "main.logo.",
    "main.theme.",
    "main.health.",
)


def owes(person: Any) -> bool:
    """Whether a person, or the row of one, has to accept something. Nobody has while nothing can be written down."""
    return bool(owed(person, settings()[LEGAL])) and not g.get("is_read_only")


def lead_to_acceptance(person: Person) -> Response | None:
    """What they had typed is kept: it comes back once they have accepted."""
    if not owes(person) or (request.endpoint or "").startswith(OPEN_ALL_THE_SAME):
        return None
    if request.method == "GET":
        session["back"] = asked_address()
    else:
        keep_typed(person.id)
    return redirect(url_for("account.legal.accept"), 303)


def spelt(numbers: Numbers) -> str:
    """Which versions a page has shown, as it sends them back."""
    return " ".join(f"{kind}-{number}" for kind, number in numbers.items())


class SeenInputs(Inputs):
    """One button beneath legal pages; `seen` says which versions stood there."""

    seen = HiddenField()

    def has_seen(self, numbers: Numbers) -> bool:
        return bool(self.seen.data == spelt(numbers))


class NewcomerInputs(Inputs):
    """A box for each legal page that who signs up has to accept; none where nothing has to be."""

    accept_terms = BooleanField(_l("I accept the terms of use"), [DataRequired(_l("Accept the terms of use to sign up."))])
    accept_privacy = BooleanField(
        _l("I have read the privacy page and accept it"), [DataRequired(_l("Accept the privacy page to sign up."))]
    )
    seen = HiddenField()

    def __init__(self, *arguments: Any, **values: Any) -> None:
        super().__init__(*arguments, **values)
        self.asked = asked_of_newcomers(settings()[LEGAL])
        for kind in ACCEPTED:
            # The last boxes of each page: its errors stand in the same order.
            self._fields[f"accept_{kind}"] = self._fields.pop(f"accept_{kind}")
            if kind not in self.asked:
                del self[f"accept_{kind}"]

    def validate(self, extra_validators: Any = None) -> bool:
        """What was put up since the page was shown has been read by nobody."""
        is_valid = bool(super().validate(extra_validators))
        if self.asked and self.seen.data != spelt(self.asked):
            self.refuse(f"accept_{next(iter(self.asked))}", _("The text has changed meanwhile. Read it again, then accept it."))
            is_valid = False
        return is_valid

    @property
    def legal_seen(self) -> str:
        return spelt(self.asked)
