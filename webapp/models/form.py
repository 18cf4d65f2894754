"""Forms: what people with `forms:write` build. The draft definition is edited, `publish()` freezes it as a version."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, Self

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Select,
    String,
    bindparam,
    exists,
    or_,
    select,
)
from sqlalchemy.orm import Mapped, mapped_column

from webapp.clock import now
from webapp.columns import Base, Id, JsonDocument, UtcDateTime
from webapp.extensions import db
from webapp.languages import _
from webapp.models.definition import Definition
from webapp.models.event import Event
from webapp.models.form_code import is_holder
from webapp.models.form_draft import FormDraft
from webapp.models.form_group import is_in_audience
from webapp.models.form_status import first_statuses
from webapp.models.form_version import FormVersion
from webapp.models.form_words import cannot_be
from webapp.models.outline import Document, change_settings
from webapp.models.permissions import Refused
from webapp.models.person import Person
from webapp.models.problem import Problem
from webapp.models.publishing import CannotPublish, problems_of, publish
from webapp.models.slug import free_slug, slug_of

STATES = ("draft", "open", "paused", "closed", "archived")
# act: the states that it may start from, and the state that it leads to.
MOVES: Mapping[str, tuple[frozenset[str], str]] = {
    "pause": (frozenset({"open"}), "paused"),
    "close": (frozenset({"open", "paused"}), "closed"),
    "reopen": (frozenset({"paused", "closed", "archived"}), "open"),
    "archive": (frozenset({"draft", "paused", "closed"}), "archived"),
}


class Form(Base):
    """A form. `settings` mirrors the published definition's; what the database decides on are columns of their own."""

    __tablename__ = "form"
    __table_args__ = (
        CheckConstraint("state IN ('draft', 'open', 'paused', 'closed', 'archived')", name="state"),
        CheckConstraint("closes_at IS NULL OR opens_at IS NULL OR opens_at < closes_at", name="dates"),
        ForeignKeyConstraint(["current_version_id"], ["form_version.id"], name="fk_form_current_version", use_alter=True),
        Index("ix_form_by_state", "state", "id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    state: Mapped[str] = mapped_column(String(10), default="draft")
    opens_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # The last second in which it is open.
    closes_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    tz: Mapped[str] = mapped_column(String(64), default="UTC")
    is_for_everyone: Mapped[bool] = mapped_column(default=True)
    is_listed: Mapped[bool] = mapped_column(default=False)
    current_version_id: Mapped[int | None] = mapped_column(Id)
    settings: Mapped[dict[str, Any]] = mapped_column(JsonDocument, default=dict)
    next_serial: Mapped[int] = mapped_column(default=1)
    row_version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    created_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))

    def __str__(self) -> str:
        return self.title

    # Building

    @classmethod
    def create(cls, *, by: Person, definition: Definition, what: str = "Created") -> Self:
        """A form with its statuses and a draft at revision 1; its address is the settings' or made from the title."""
        title = definition.words(definition.title, definition.settings.language) or _("Untitled form")
        wanted = definition.settings.slug or slug_of(title)
        slug = free_slug(wanted, taken_slugs(wanted))
        if definition.settings.slug not in (None, slug):
            definition = Definition.parse(change_settings(definition.document, slug=slug))
        form = cls(title=title, slug=slug, created_by=by.id)
        db.session.add(form)
        db.session.flush()
        db.session.add_all(first_statuses(form.id))
        form._take_over(definition)
        FormDraft.start(form.id, definition, by=by, what=what)
        Event.record(by=by, action="form.created", target=form)
        return form

    def save_draft(self, definition: Definition, *, by: Person, rev: int, what: str) -> FormDraft:
        """Store the draft as its next revision; raises Stale when it is not at `rev` any more. The same content saves
        nothing. A form never published takes its title, address and dates from the draft."""
        return self.edit_draft(lambda document: definition.document, by=by, rev=rev, what=what)

    def edit_draft(self, edit: Callable[[Document], Document], *, by: Person, rev: int, what: str, about: str = "") -> FormDraft:
        """Apply one edit to the draft as it is now. With `about` (the uid of a page or question, or "settings"), what
        others changed elsewhere since `rev` is no conflict. Raises Stale, or Malformed when the result is no definition.
        """
        draft = FormDraft.locked(self.id)
        draft.check(rev, about)
        definition = Definition.parse(edit(draft.definition))
        if dict(definition.document) != draft.definition:
            draft.save(definition, by=by, what=what)
            self._follow(definition)
        return draft

    def undo(self, *, by: Person, rev: int) -> FormDraft:
        draft = FormDraft.locked(self.id, rev)
        steps = draft.steps()
        return self._go_to(draft, steps.undo, f"Undid: {steps.undone}", by)

    def redo(self, *, by: Person, rev: int) -> FormDraft:
        draft = FormDraft.locked(self.id, rev)
        steps = draft.steps()
        return self._go_to(draft, steps.redo, steps.redone, by)

    def _go_to(self, draft: FormDraft, rev: int | None, what: str, by: Person) -> FormDraft:
        if rev is not None:
            definition = Definition.parse(draft.revision(rev).definition)
            draft.save(definition, by=by, what=what, restored=rev)
            self._follow(definition)
        return draft

    def _follow(self, definition: Definition) -> None:
        if self.current_version_id is None:
            self._take_over(definition)

    def _take_over(self, definition: Definition) -> None:
        """The columns that mirror a definition."""
        settings = definition.settings
        self.title = definition.words(definition.title, settings.language) or _("Untitled form")
        self.slug = settings.slug or self.slug
        self.opens_at, self.closes_at, self.tz = settings.opens_at, settings.closes_at, settings.tz
        self.is_for_everyone, self.is_listed = not (settings.audience or settings.by_code), settings.listed
        self.settings = dict(definition.document.get("settings", {}))

    # Publishing and states

    def publish(self, *, by: Person, note: str = "", rev: int | None = None) -> FormVersion:
        """Freeze the draft as the current version and open a form that was never open. The same content as the current
        version gives that version back. Raises Stale, or CannotPublish with what must be mended first."""
        draft = FormDraft.locked(self.id, rev)
        self._hold()
        before = self.current_version
        definition = draft.parsed
        if problems := self.problems(definition):
            raise CannotPublish(problems)
        version = publish(self.id, before, definition, by=by, note=note)
        self._take_over(definition)
        if version is not before:
            self.current_version_id = version.id
            self.row_version += 1
            detail = {"number": version.number, "change_class": version.change_class, "note": note}
            Event.record(by=by, action="form.published", target=self, detail=detail)
        if self.state == "draft":
            self.state = "open"
        return version

    def problems(self, definition: Definition) -> tuple[Problem, ...]:
        """Everything that keeps this draft from being published."""
        slug = definition.settings.slug
        taken = slug is not None and db.session.scalar(select(exists().where(Form.slug == slug, Form.id != self.id)))
        address = Problem(_("Another form has the address “%(slug)s”: choose another under Form settings", slug=slug))
        return (*problems_of(self.id, definition), *([address] if taken else []))

    def _hold(self) -> None:
        """Lock the row until the commit and read it again; what this transaction changed already is written first."""
        db.session.flush()
        db.session.refresh(self, with_for_update=True)

    @property
    def current_version(self) -> FormVersion | None:
        return None if self.current_version_id is None else db.session.get_one(FormVersion, self.current_version_id)

    @property
    def draft(self) -> FormDraft:
        return db.session.get_one(FormDraft, self.id)

    def exported(self, *, is_draft: bool = False) -> str:
        """The document as `forms import` reads it: the current version's, or the draft's. It names the address when
        the title alone would not lead back to it."""
        version = None if is_draft else self.current_version
        definition = version.parsed if version else self.draft.parsed
        document = dict(definition.document)
        title = definition.words(definition.title, definition.settings.language)
        if self.slug != slug_of(title):
            document["settings"] = {**document.get("settings", {}), "slug": self.slug}
        return json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True)

    def can_move(self, act: str) -> bool:
        """Whether `pause`, `close`, `reopen` or `archive` is possible from the state it is in."""
        return self.state in MOVES[act][0] and (act != "reopen" or self.current_version_id is not None)

    def pause(self, *, by: Person) -> None:
        self._move("pause", by)

    def close(self, *, by: Person) -> None:
        self._move("close", by)

    def reopen(self, *, by: Person) -> None:
        self._move("reopen", by)

    def archive(self, *, by: Person) -> None:
        self._move("archive", by)

    def _move(self, act: str, by: Person) -> None:
        self._hold()
        before, after = self.state, MOVES[act][1]
        if before == after:
            return
        if not self.can_move(act):
            raise Refused(cannot_be(before, after), "state")
        self.state = after
        self.row_version += 1
        detail = {"old": before, "new": after}
        Event.record(by=by, action=f"form.{act}", target=self, fields=("state",), detail=detail)

    # Filling

    def is_open(self, moment: datetime | None = None) -> bool:
        """Whether it takes answers at a moment: published, not paused or closed, within its dates."""
        return self.shut_because(moment) is None

    def shut_because(self, moment: datetime | None = None) -> str | None:
        """None while it is open, else "draft", "paused", "closed", "archived", "early" or "late"."""
        moment = moment or now()
        if self.state != "open":
            return self.state
        if self.opens_at is not None and moment < self.opens_at:
            return "early"
        if self.closes_at is not None and moment >= self.closes_at + timedelta(seconds=1):
            return "late"
        return None

    def is_for(self, person: Person) -> bool:
        """Whether this person belongs to the audience."""
        if self.is_for_everyone:
            return person.id is not None
        found = select(or_(exists().where(is_in_audience(self.id, person.id)), exists().where(is_holder(self.id))))
        return bool(db.session.scalar(found, {"user_id": person.id}))

    @classmethod
    def open_to(cls, person: Person) -> Select[*tuple[Any, ...]]:
        """What this person can fill in right now, by title: rows with the columns of LISTED."""
        return OPEN_TO.params(user_id=person.id, moment=now(), last_second=now() - timedelta(seconds=1))

    @classmethod
    def seen_by(cls, person: Person) -> Select[*tuple[Any, ...]]:
        """Every published form of this person's audience that is not archived, whatever its state and dates."""
        return SEEN_BY.params(user_id=person.id)


def taken_slugs(stem: str) -> set[str]:
    """The addresses in use that begin like this one."""
    return set(db.session.scalars(select(Form.slug).where(Form.slug.startswith(stem, autoescape=True))))


IN_GROUP = exists().where(is_in_audience(Form.id, bindparam("user_id")))
MINE = or_(Form.is_for_everyone, IN_GROUP, exists().where(is_holder(Form.id)))
LISTED = select(
    Form.id,
    Form.slug,
    Form.title,
    Form.state,
    Form.opens_at,
    Form.closes_at,
    Form.tz,
    Form.current_version_id.label("version_id"),
).order_by(Form.title, Form.id)
OPEN_TO = LISTED.where(
    Form.state == "open",
    or_(Form.opens_at.is_(None), Form.opens_at <= bindparam("moment")),
    or_(Form.closes_at.is_(None), Form.closes_at > bindparam("last_second")),
    MINE,
)
# Not IN: SQLAlchemy writes its list anew at each execution.
IS_SEEN = or_(*(Form.state == state for state in ("open", "paused", "closed")))
SEEN_BY = LISTED.where(IS_SEEN, Form.current_version_id.is_not(None), MINE)
