"""Which groups a form is for and which review it: written when it is published, asked by every list."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, String, and_, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from webapp.columns import Base
from webapp.extensions import db
from webapp.models.definition_settings import Settings
from webapp.models.event import Event
from webapp.models.group import Group, membership
from webapp.models.person import Person
from webapp.models.user import folded

AUDIENCE, REVIEWERS = "audience", "reviewers"


class FormGroup(Base):
    """One group in one part. A form without an audience row of its own is told from one for everyone by
    `form.is_for_everyone`: a deleted group must not open the form to all."""

    __tablename__ = "form_group"
    __table_args__ = (
        CheckConstraint("part IN ('audience', 'reviewers')", name="part"),
        Index("ix_form_group_by_group", "group_id", "part", "form_id"),
    )

    form_id: Mapped[int] = mapped_column(ForeignKey("form.id"), primary_key=True)
    part: Mapped[str] = mapped_column(String(10), primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("group.id", ondelete="CASCADE"), primary_key=True)


def groups_named(names: Iterable[str]) -> dict[str, int]:
    """name → id of the group of that name, compared as people compare names; unknown names are left out."""
    keys = {folded(name): name for name in names}
    found = db.session.execute(select(Group.name_key, Group.id).where(Group.name_key.in_(keys)))
    return {keys[key]: group_id for key, group_id in found}


def unknown_groups(settings: Settings) -> list[str]:
    """Names in a form's settings that no group has."""
    wanted = sorted({*settings.audience, *settings.reviewers})
    known = groups_named(wanted)
    return [name for name in wanted if name not in known]


def create_groups(names: Iterable[str], *, by: Person) -> None:
    """Empty groups of these names, for a form that comes from elsewhere."""
    for name in names:
        group = Group(name=name, name_key=folded(name))
        db.session.add(group)
        db.session.flush()
        Event.record(by=by, action="group.created", target=group)


def set_groups(form_id: int, settings: Settings) -> None:
    """Make the rows say what the settings say."""
    db.session.execute(delete(FormGroup).where(FormGroup.form_id == form_id))
    for part, names in ((AUDIENCE, settings.audience), (REVIEWERS, settings.reviewers)):
        for group_id in sorted(set(groups_named(names).values())):
            db.session.add(FormGroup(form_id=form_id, part=part, group_id=group_id))


def is_in_audience(form_id: Any, user_id: Any) -> ColumnElement[bool]:
    """For `exists()`: that a person is in a group for which the form is."""
    return and_(
        FormGroup.form_id == form_id,
        FormGroup.part == AUDIENCE,
        membership.c.group_id == FormGroup.group_id,
        membership.c.user_id == user_id,
    )
