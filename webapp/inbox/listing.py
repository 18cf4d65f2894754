"""What the inbox is narrowed to: a form, and a status within it. The address holds all of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from webapp.extensions import db
from webapp.languages import _, mark
from webapp.models.form_status import said_status
from webapp.models.permissions import Permission
from webapp.models.person import Person
from webapp.models.reviewing import statuses_of

# Across forms only these two: statuses belong to a form.
ACROSS = (("open", mark("To do")), ("all", mark("All")))


@dataclass(frozen=True, slots=True)
class Filter:
    """`form_id` None: every form that the person reviews. `statuses` are the chips: (key, label)."""

    form_ids: tuple[int, ...]
    form_id: int | None
    status: str
    statuses: tuple[tuple[str, str], ...]

    @classmethod
    def read(cls, arguments: Mapping[str, str], forms: Mapping[int, Any]) -> Self:
        """Whatever the address says that fits; the rest falls back to all forms, things to do."""
        typed = arguments.get("form", "")
        form_id = next((one for one in forms if str(one) == typed), None)
        own = db.session.scalars(statuses_of(form_id)).all() if form_id else ()
        statuses = tuple((key, _(label)) for key, label in ACROSS) + tuple((one.key, said_status(one.label)) for one in own)
        status = arguments.get("status", "open")
        if status not in {key for key, label in statuses}:
            status = "open"
        return cls(tuple(forms) if form_id is None else (form_id,), form_id, status, statuses)

    def is_unlimited(self, person: Person) -> bool:
        """Whether the list needs no list of forms, because the person sees all of them."""
        return self.form_id is None and person.can(Permission.SUBMISSIONS_READ_ALL)

    def arguments(self, **changed: Any) -> dict[str, Any]:
        """The address's arguments with some changed; defaults are left out."""
        found = {"form": self.form_id, "status": self.status} | changed
        return {name: value for name, value in found.items() if value not in (None, "open")}
