"""The definition being built: saved as a whole, each save a revision that Undo goes back to."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from webapp.clock import now
from webapp.columns import Base, JsonDocument, UtcDateTime
from webapp.extensions import db
from webapp.models.definition import Definition
from webapp.models.document_items import every_item
from webapp.models.person import Person

REVISIONS_KEPT = 200


class Stale(Exception):
    """Somebody saved after this person opened the page. `draft` is what they saved."""

    def __init__(self, draft: "FormDraft") -> None:
        super().__init__(f"the draft is at revision {draft.rev}")
        self.draft = draft


class FormDraft(Base):
    """One row a form; `rev` grows with each save, so that a second editor is told."""

    __tablename__ = "form_draft"

    form_id: Mapped[int] = mapped_column(ForeignKey("form.id"), primary_key=True)
    definition: Mapped[dict[str, Any]] = mapped_column(JsonDocument)
    rev: Mapped[int] = mapped_column(default=1)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    changed_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))

    @property
    def parsed(self) -> Definition:
        return Definition.parse(self.definition)

    @classmethod
    def start(cls, form_id: int, definition: Definition, *, by: Person, what: str) -> "FormDraft":
        draft = cls(form_id=form_id, definition=definition.document, rev=1, changed_at=now(), changed_by=by.id)
        db.session.add(draft)
        draft._remember(by, what, None)
        return draft

    @classmethod
    def locked(cls, form_id: int, rev: int | None = None) -> "FormDraft":
        """The draft, held until the commit; raises Stale when it is not at `rev` any more."""
        db.session.flush()
        draft = db.session.get_one(cls, form_id, with_for_update=True, populate_existing=True)
        if rev is not None and draft.rev != rev:
            raise Stale(draft)
        return draft

    def check(self, rev: int, about: str = "") -> None:
        """Raise Stale when the draft, or only the part `about`, is not what it was at `rev`."""
        if rev == self.rev:
            return
        seen = db.session.get(FormDraftRevision, (self.form_id, rev)) if about else None
        if seen is None or part_of(seen.definition, about) != part_of(self.definition, about):
            raise Stale(self)

    def changed_since(self, rev: int) -> list["FormDraftRevision"]:
        """The revisions after `rev`, oldest first."""
        later = (FormDraftRevision.form_id == self.form_id, FormDraftRevision.rev > rev)
        return list(db.session.scalars(select(FormDraftRevision).where(*later).order_by(FormDraftRevision.rev)))

    def save(self, definition: Definition, *, by: Person, what: str, restored: int | None = None) -> None:
        """Store the next revision. `what`: the change in words, which Undo repeats."""
        self.definition = dict(definition.document)
        self.rev += 1
        self.changed_at, self.changed_by = now(), by.id
        self._remember(by, what, restored)
        old = FormDraftRevision.rev <= self.rev - REVISIONS_KEPT
        db.session.execute(delete(FormDraftRevision).where(FormDraftRevision.form_id == self.form_id, old))

    def _remember(self, by: Person, what: str, restored: int | None) -> None:
        line = FormDraftRevision(form_id=self.form_id, rev=self.rev, definition=self.definition, what=what[:200])
        line.at, line.by, line.restored = self.changed_at, by.id, restored
        db.session.add(line)

    def steps(self) -> "Steps":
        """What Undo and Redo would do now."""
        lines = FormDraftRevision
        found = db.session.execute(
            select(lines.rev, lines.what, lines.restored).where(lines.form_id == self.form_id).order_by(lines.rev)
        ).all()
        return Steps({rev: (what, restored) for rev, what, restored in found}, self.rev)

    def revision(self, rev: int) -> "FormDraftRevision":
        return db.session.get_one(FormDraftRevision, (self.form_id, rev))


class FormDraftRevision(Base):
    """What the draft was at `rev`. One made by Undo or Redo says in `restored` whose content it repeats."""

    __tablename__ = "form_draft_revision"

    form_id: Mapped[int] = mapped_column(ForeignKey("form.id"), primary_key=True)
    rev: Mapped[int] = mapped_column(primary_key=True)
    definition: Mapped[dict[str, Any]] = mapped_column(JsonDocument)
    what: Mapped[str] = mapped_column(String(200), default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    restored: Mapped[int | None]


class Steps:
    """Where Undo and Redo lead. Undo walks back one revision at a time and is itself a revision; Redo walks forward
    again until something else is changed."""

    def __init__(self, lines: dict[int, tuple[str, int | None]], rev: int) -> None:
        self.lines = lines
        self.rev = rev
        restored = lines[rev][1]
        self.base = rev if restored is None else restored
        self.newest = rev
        while self.newest in lines and lines[self.newest][1] is not None:
            self.newest -= 1

    @property
    def undo(self) -> int | None:
        """The revision that Undo would bring back."""
        return self.base - 1 if self.base - 1 in self.lines and self.base in self.lines else None

    @property
    def redo(self) -> int | None:
        return self.base + 1 if self.base < self.newest and self.base + 1 in self.lines else None

    @property
    def undone(self) -> str:
        """The change that Undo would take back, in words."""
        return self.lines[self.base][0] if self.base in self.lines else ""

    @property
    def redone(self) -> str:
        return self.lines[self.redo][0] if self.redo is not None else ""


def part_of(document: Mapping[str, Any], about: str) -> Any:
    """What an edit is about: "settings" with the title, a question (of a page or in a group), or a page without its
    questions. None: gone."""
    if about == "settings":
        return document.get("title"), document.get("settings")
    for page in document.get("pages", ()):
        if page["uid"] == about:
            return {name: value for name, value in page.items() if name != "items"}
    return next((item for item in every_item(document) if item["uid"] == about), None)
