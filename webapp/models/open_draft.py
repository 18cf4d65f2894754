"""A draft as its person works on it: read at once with its form, saved in small steps that never overwrite each other."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any, Self
from uuid import UUID

from sqlalchemy import Table, bindparam, select
from sqlalchemy.orm import aliased

from webapp.clock import now
from webapp.languages import _
from webapp.models.answer_inputs import PageInputs
from webapp.models.answering import Filling
from webapp.models.definition import Definition, Page
from webapp.models.draft import Draft
from webapp.models.edited import Edited, Slot
from webapp.models.form import MINE as IN_AUDIENCE
from webapp.models.form import Form
from webapp.models.form_version import FormVersion
from webapp.models.opening import OPEN, Opening, elsewhere, is_finishing, opening, today_in
from webapp.models.person import Person
from webapp.models.rebinding import Update, definition_of, grace_since, rebound, unagreed
from webapp.prepared import Change, Prepared

drafts: Table = Draft.metadata.tables["draft"]
Newest = aliased(FormVersion)
MINE = Prepared(
    select(
        Draft.id,
        Draft.form_id,
        Draft.version_id,
        Draft.slot,
        Draft.answers,
        Draft.raw,
        Draft.rev,
        Draft.updated_at,
        Draft.expires_at,
        Form.slug,
        Form.title,
        Form.state,
        Form.opens_at,
        Form.closes_at,
        Form.tz,
        Form.current_version_id,
        IN_AUDIENCE.label("is_asked"),
        FormVersion.number,
        FormVersion.sha256,
        Newest.sha256.label("newest_sha256"),
    )
    .join(Form, Form.id == Draft.form_id)
    .join(FormVersion, FormVersion.id == Draft.version_id)
    .join(Newest, Newest.id == Form.current_version_id)
    .where(Draft.id == bindparam("draft_id"), Draft.user_id == bindparam("user_id"))
    .where(Draft.expires_at > bindparam("moment"))
)
AT_REV = (drafts.c.id == bindparam("draft_id")) & (drafts.c.rev == bindparam("from_rev"))
KEPT = ("raw", "answers", "version_id", "page", "rev", "updated_at", "expires_at")
KEEP = Change(drafts.update().where(AT_REV).values({name: bindparam(name) for name in KEPT}))
DELETE = Change(drafts.delete().where(drafts.c.id == bindparam("draft_id")))


class OpenDraft:
    """`filling` holds the answers under the version that counts now; `update` tells when that is a newer one."""

    def __init__(self, row: Any, by: Person, locale: str) -> None:
        self.id: UUID = row.id
        self.form_id: int = row.form_id
        self.slug: str = row.slug
        self.rev: int = row.rev
        self.raw: Mapping[str, Any] = row.raw
        self.saved_at: datetime = row.updated_at
        self.expires_at: datetime = row.expires_at
        self.row = row
        self.by = by
        self.locale = locale
        self.moment = now()
        self.today = today_in(row.tz, self.moment)

    @classmethod
    def find(cls, draft_id: UUID, *, by: Person, locale: str) -> Self | None:
        """This person's draft; None when it is somebody else's, expired, deleted or sent."""
        row = MINE.first(draft_id=draft_id, user_id=by.id, moment=now())
        return cls(row, by, locale) if row is not None else None

    @cached_property
    def newest(self) -> Definition:
        """The form as it is published now: its settings count, also for a draft that stays on an older version."""
        return definition_of(self.row.current_version_id, self.row.newest_sha256)

    @property
    def title(self) -> str:
        """The form's, in the language in which it is read."""
        return self.newest.words(self.newest.title, self.locale) or str(self.row.title)

    @property
    def is_edit(self) -> bool:
        return Slot.read(self.row.slot) is not None

    @cached_property
    def edited(self) -> Edited | None:
        """What it changes, when it is a change of something that was sent."""
        return Edited.of(self.row.slot, by=self.by) if self.is_edit else None

    @property
    def reasons(self) -> dict[str, str]:
        """uid → why staff ask to have it corrected."""
        return self.edited.reasons if self.edited else {}

    @property
    def held(self) -> list[tuple[str, str]]:
        """What it has taken of what is counted, as something that was sent: (uid, option key)."""
        return list(self.newest.picks(self.edited.row.answers)) if self.edited else []

    @cached_property
    def is_pinned(self) -> bool:
        """Whether it stays on the version on which it was begun, however often the form is published."""
        return self.edited is not None and (self.edited.is_correction or self.newest.settings.edit_pinned)

    @cached_property
    def grace_until(self) -> datetime | None:
        """Until when a draft may be finished on the version that it was begun with, after a breaking change."""
        if self.is_pinned or self.row.version_id == self.row.current_version_id:
            return None
        return grace_since(self.form_id, self.row.number, self.moment)

    @property
    def version_id(self) -> int:
        return int(self.row.version_id if self.is_pinned or self.grace_until else self.row.current_version_id)

    @property
    def definition(self) -> Definition:
        stays = self.version_id == self.row.version_id
        return definition_of(self.row.version_id, self.row.sha256) if stays else self.newest

    @cached_property
    def update(self) -> Update | None:
        """What moved, when the form was published again since this draft was last saved."""
        if self.version_id == self.row.version_id:
            return None
        old = definition_of(self.row.version_id, self.row.sha256)
        return rebound(old, self.newest, self.row.answers, self.locale, self.today)

    @property
    def typed(self) -> Mapping[str, Any]:
        """As typed, without consents that have to be given again."""
        return unagreed(self.newest, self.raw, self.update.asked_again) if self.update else self.raw

    @cached_property
    def filling(self) -> Filling:
        answers = self.update.answers if self.update else self.row.answers
        narrowing = self.edited.narrowing if self.edited else None
        if narrowing is not None:
            answers = narrowing.held_back(answers, self.definition)
        return Filling(self.definition, answers, self.typed, self.locale, today=self.today, narrowing=narrowing)

    def inputs(self, page: Page) -> PageInputs:
        """A page as it is shown first: answers that do not hold since an update say why, and files that were taken away."""
        inputs = self.filling.inputs(page)
        doubtful = self.update.doubtful if self.update else ()
        for field in inputs.drawn if doubtful or self.definition.has_files else ():
            if field.name in doubtful or field.was_taken_away:
                field.judge(self.today)
        return inputs

    @cached_property
    def opening(self) -> Opening:
        """Whether its questions may still be answered."""
        if self.is_edit:
            return self.opening_for_changes()
        return opening(self.row, self.moment) if self.row.is_asked else elsewhere()

    def opening_for_changes(self) -> Opening:
        gone = _("What you sent is not there any more.")
        sentence = self.edited.refusal(self.row, self.newest.settings, self.moment) if self.edited else gone
        return Opening("closed", sentence) if sentence else OPEN

    @property
    def can_be_sent(self) -> bool:
        """Open, or closed so lately that who had answered everything by then may finish."""
        if self.opening.is_open or self.is_edit:
            return self.opening.is_open
        return bool(self.row.is_asked) and is_finishing(self.row, self.newest.settings, self.saved_at, self.moment)

    @property
    def answered(self) -> tuple[int, int]:
        """(answered, asked) of the questions that count now."""
        asked = [one.uid for one in self.definition.questions if one.is_typed and one.uid in self.filling.uids]
        return sum(1 for uid in asked if uid in self.filling.answers), len(asked)

    def page(self, uid: str) -> Page | None:
        return self.definition.page(uid)

    def keep(self, page: Page, raw: Mapping[str, Any], answers: Mapping[str, Any] | None) -> bool:
        """Save what was typed, whatever it is worth, with the answers that hold and the version they were given under;
        None: they stay as they are. False when another tab saved first: read again and merge."""
        moment = now()
        typed = {**self.typed, **raw}
        expires_at = moment + timedelta(days=self.newest.settings.draft_days)
        judged = (answers, self.version_id) if answers is not None else (self.row.answers, self.row.version_id)
        new = {"raw": typed, "answers": judged[0], "version_id": judged[1], "page": page.uid, "rev": self.rev + 1}
        saved = KEEP.run(**new, updated_at=moment, expires_at=expires_at, draft_id=self.id, from_rev=self.rev) == 1
        if saved:
            self.rev, self.raw, self.saved_at, self.expires_at = self.rev + 1, typed, moment, expires_at
        return saved

    def delete(self) -> None:
        DELETE.run(draft_id=self.id)
