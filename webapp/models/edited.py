"""The submission that a draft changes, and whether it may be changed now: by the form's rule, its status and staff."""

from datetime import datetime
from typing import Any, NamedTuple, Self

from sqlalchemy import bindparam, select

from webapp.languages import _
from webapp.models.correction import open_correction
from webapp.models.definition_settings import Settings
from webapp.models.form_status import FormStatus
from webapp.models.form_version import FormVersion
from webapp.models.narrowing import Narrowing
from webapp.models.opening import Dated, opening
from webapp.models.person import Person
from webapp.models.submission import Submission
from webapp.prepared import Prepared

# What the slot of a draft begins with: a change of the member's own accord, and one that staff asked for.
EDIT, CORRECT = "edit", "correct"
ONE = Prepared(
    select(
        Submission.id,
        Submission.reference,
        Submission.revision,
        Submission.version_id,
        Submission.answers,
        Submission.submitted_at,
        Submission.status,
        Submission.status_at,
        Submission.assignee_id,
        Submission.opened_at,
        FormStatus.phase,
        FormStatus.locks_editing,
        FormVersion.sha256,
    )
    .join(FormStatus, (FormStatus.form_id == Submission.form_id) & (FormStatus.key == Submission.status))
    .join(FormVersion, FormVersion.id == Submission.version_id)
    .where(Submission.reference == bindparam("reference"), Submission.user_id == bindparam("user_id"))
)


def why_not(sent: Any, form: Dated, settings: Settings, moment: datetime) -> str:
    """The sentence for why its member cannot change it of their own accord; "" when they can.

    `sent`: a row of `submission` with `phase` and `locks_editing` of its status.
    """
    if sent.phase == "withdrawn":
        return _("It was withdrawn, so it cannot be changed any more.")
    if sent.locks_editing:
        return _("It is settled, so it cannot be changed any more.")
    if settings.edit == "until_deadline":
        return opening(form, moment).sentence
    if settings.edit == "until_opened" and sent.opened_at is not None:
        return _("Somebody has taken it up, so it cannot be changed any more.")
    if settings.edit in ("never", "on_request"):
        return _("What was sent to this form cannot be changed.")
    return ""


class Slot(NamedTuple):
    """Which change a draft is: of which submission, and of which of its revisions."""

    what: str
    reference: str
    revision: int

    def __str__(self) -> str:
        return f"{self.what}:{self.reference}:{self.revision}"

    @classmethod
    def read(cls, slot: str) -> "Slot | None":
        what, _colon, rest = slot.partition(":")
        reference, _colon, revision = rest.partition(":")
        return cls(what, reference, int(revision)) if what in (EDIT, CORRECT) else None


class Edited:
    """`row`: the submission as it stands; `correction`: what staff ask of its member, if they do."""

    def __init__(self, slot: Slot, row: Any) -> None:
        self.slot = slot
        self.row = row
        self.correction = open_correction(row.id)

    @classmethod
    def of(cls, slot: str, *, by: Person) -> Self | None:
        """By a draft's slot; None for a draft that begins something new."""
        read = Slot.read(slot)
        row = ONE.first(reference=read.reference, user_id=by.id) if read else None
        return cls(read, row) if read and row else None

    @property
    def is_correction(self) -> bool:
        return self.slot.what == CORRECT

    @property
    def narrowing(self) -> Narrowing | None:
        """The questions that are asked; None for all of them."""
        if not self.is_correction or self.correction is None or not self.correction.questions:
            return None
        # Asked about one row, a group is asked as a whole.
        return Narrowing(frozenset(one["uid"].partition("-")[0] for one in self.correction.questions), self.row.answers)

    @property
    def reasons(self) -> dict[str, str]:
        """uid → why staff ask for it."""
        asked = self.correction.questions if self.is_correction and self.correction else ()
        return {one["uid"]: one["why"] for one in asked}

    def refusal(self, form: Dated, settings: Settings, moment: datetime) -> str:
        """Why this change cannot be sent now; "" when it can."""
        if self.row.revision != self.slot.revision:
            return _("It was changed from another page meanwhile. Begin anew from the page of what you sent.")
        if self.is_correction:
            return "" if self.correction is not None else _("You are not asked for this any more.")
        if self.correction is not None:
            return _("Staff ask you about some of your answers. Answer that first.")
        return why_not(self.row, form, settings, moment)
