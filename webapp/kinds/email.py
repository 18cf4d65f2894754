"""E-mail address: its shape is checked, no server is asked."""

from datetime import date
from functools import lru_cache
from typing import Any

from email_validator import EmailNotValidError, validate_email

from webapp.kinds import cleaning
from webapp.kinds.drawing import Drawing
from webapp.kinds.kind import Asked, Kind, typed_text
from webapp.kinds.own import OWN, OwnSettings, token
from webapp.kinds.wording import enter, subject
from webapp.kinds.wrong import Wrong
from webapp.languages import _, _l


class Email(Kind):
    """Values are normalised addresses."""

    name = "email"
    title = _l("E-mail address")
    description = _l("An address to write to; its form is checked.")
    example = _l("ada@example.org")
    settings_inputs = OwnSettings
    settings_fields = OWN

    def drawing(self, asked: Asked) -> Drawing:
        return Drawing(type="email", autocomplete=token(asked, "email"), inputmode="email")

    def parse(self, asked: Asked, raw: Any, today: date) -> str | None:
        text = cleaning.line(typed_text(raw))
        if not text:
            if asked.required:
                raise Wrong(enter(asked))
            return None
        try:
            return normalised(text)
        except EmailNotValidError as invalid:
            raise Wrong(_("%(answer)s must be an e-mail address like name@example.org", answer=subject(asked))) from invalid

    def keys(self, asked: Asked, value: str) -> tuple[str, ...]:
        return (cleaning.key(value),)

    def json_schema(self, asked: Asked) -> dict[str, Any]:
        return {"type": "string", "format": "email", "maxLength": 254}


@lru_cache(maxsize=1024)
def normalised(text: str) -> str:
    """An address in its normal form; each one is judged again when its form is sent. Raises EmailNotValidError."""
    return validate_email(text, check_deliverability=False).normalized
