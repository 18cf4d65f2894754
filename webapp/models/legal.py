"""Legal pages: privacy, terms of use, imprint. What was published stays as it was; who accepted which is written down."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String, Text, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, mapped_column

from webapp.clock import now
from webapp.columns import Base, Id, UtcDateTime
from webapp.extensions import db
from webapp.languages import mark
from webapp.models.event import Event
from webapp.models.permissions import Permission, authorize
from webapp.models.person import Person
from webapp.models.setting import Setting, current
from webapp.models.setting_registry import LEGAL
from webapp.models.standing import standing
from webapp.models.user import User
from webapp.models.user_acts import SavedFirst

TITLES = {"terms": mark("Terms of use"), "privacy": mark("Privacy"), "imprint": mark("Imprint")}
# What a person can accept, and where their row holds the newest version that they did accept: it is read with their log-in.
ACCEPTED = {"terms": "accepted_terms", "privacy": "accepted_privacy"}
NOBODY, NEWCOMERS, EVERYBODY = ACCEPTANCES = ("nobody", "newcomers", "everybody")
# kind → {number, is_asked_newcomers, asked}: what is up now, as the settings keep it in memory. `asked`: who has
# accepted no version from this number on is asked before anything else; 0: nobody is.
InForce = Mapping[str, Mapping[str, Any]]
Numbers = dict[str, int]


class LegalVersion(Base):
    """One publication; append-only (a trigger). Without a text the page was taken down."""

    __tablename__ = "legal_version"
    __table_args__ = (
        CheckConstraint("kind IN ('terms', 'privacy', 'imprint')", name="kind"),
        CheckConstraint("acceptance IN ('nobody', 'newcomers', 'everybody')", name="acceptance"),
        CheckConstraint("acceptance = 'nobody' OR (text <> '' AND kind <> 'imprint')", name="acceptable"),
    )

    kind: Mapped[str] = mapped_column(String(10), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    text: Mapped[str] = mapped_column(Text)
    # What is new in it, for those who are asked to accept it.
    news: Mapped[str] = mapped_column(Text, default="")
    acceptance: Mapped[str] = mapped_column(String(10), default=NOBODY)
    published_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    published_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))


class LegalAcceptance(Base):
    """That a person accepted a version; it goes with them when they are erased."""

    __tablename__ = "legal_acceptance"
    __table_args__ = (
        ForeignKeyConstraint(
            ["kind", "number"], ["legal_version.kind", "legal_version.number"], name="fk_legal_acceptance_legal_version"
        ),
        UniqueConstraint("user_id", "kind", "number"),
        Index("ix_legal_acceptance_by_version", "kind", "number"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    kind: Mapped[str] = mapped_column(String(10))
    number: Mapped[int]
    accepted_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


def asked_of_newcomers(in_force: InForce) -> Numbers:
    """What who signs up has to accept."""
    return {kind: in_force[kind]["number"] for kind in ACCEPTED if kind in in_force and in_force[kind]["is_asked_newcomers"]}


def owed(person: Any, in_force: InForce) -> Numbers:
    """What a person (or the row of one) has to accept before anything else."""
    return {
        kind: in_force[kind]["number"]
        for kind, column in ACCEPTED.items()
        if kind in in_force and in_force[kind]["asked"] > getattr(person, column)
    }


def publish(kind: str, *, text: str, news: str, acceptance: str, opened: int, by: Person) -> int | None:
    """Put up a new version, `opened` being the newest when its author began; its number, or None when nothing is new.

    Raises SavedFirst. Without a text the page is taken down, and nobody has to accept it any more.
    """
    authorize(standing(by), Permission.SETTINGS_WRITE)
    last = newest(kind)
    if (last.number if last else 0) != opened:
        raise SavedFirst(last.number if last else 0, {"text": last.text if last else ""})
    if (last.text, last.acceptance) == (text, acceptance) if last else not text:
        return None
    row = LegalVersion(kind=kind, number=opened + 1, text=text, news=news, acceptance=acceptance, published_by=by.id)
    db.session.add(row)
    put_in_force(row)
    detail = {"kind": kind, "old": opened, "new": row.number, "acceptance": acceptance}
    Event.record(by=by, action="legal.published" if text else "legal.taken_down", fields=(kind,), detail=detail)
    return row.number


def put_in_force(row: LegalVersion) -> None:
    """Note it among the settings, which every request has at hand."""
    in_force = dict(current()[LEGAL])
    before = in_force.pop(row.kind, {}).get("asked", 0)
    if row.text:
        asked = {NOBODY: 0, NEWCOMERS: before, EVERYBODY: row.number}[row.acceptance]
        in_force[row.kind] = {"number": row.number, "is_asked_newcomers": row.acceptance != NOBODY, "asked": asked}
    db.session.merge(Setting(name=LEGAL, value=in_force, changed_at=now()))


def newest(kind: str) -> LegalVersion | None:
    return db.session.scalar(select(LegalVersion).where(LegalVersion.kind == kind).order_by(LegalVersion.number.desc()).limit(1))


def accept(user: User, numbers: Mapping[str, int], *, by: Person) -> bool:
    """Write down that a person accepts these versions; False when they had."""
    new = {kind: number for kind, number in numbers.items() if getattr(user, ACCEPTED[kind]) < number}
    for kind, number in new.items():
        db.session.add(LegalAcceptance(user_id=user.id, kind=kind, number=number))
        setattr(user, ACCEPTED[kind], number)
    if new:
        Event.record(by=by, action="legal.accepted", target=user, fields=tuple(new), detail=new)
    return bool(new)


def number_of_acceptances(kind: str, number: int, most: int) -> int:
    """How many people have accepted a version, counted to `most` and one more."""
    some = select(LegalAcceptance.id).where(LegalAcceptance.kind == kind, LegalAcceptance.number == number).limit(most + 1)
    return db.session.scalar(select(func.count()).select_from(some.subquery())) or 0
