"""Freezing a definition: what must hold first, the version row, the questions' identities, the places."""

from datetime import datetime

from sqlalchemy import func, select

from webapp.clock import now
from webapp.extensions import db
from webapp.languages import _
from webapp.models.changes import changes
from webapp.models.definition import Definition
from webapp.models.definition_checks import before_publishing
from webapp.models.form_code import forget_holders
from webapp.models.form_group import set_groups, unknown_groups
from webapp.models.form_version import GRACE, FormField, FormVersion
from webapp.models.person import Person
from webapp.models.place_counts import set_places, too_few_places
from webapp.models.problem import Problem


class CannotPublish(Exception):
    """What must be mended first: `problems`."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(problem.sentence for problem in problems))
        self.problems = problems


def publish(form_id: int, before: FormVersion | None, definition: Definition, *, by: Person, note: str) -> FormVersion:
    """The version of this content: the one there is, or the next. The caller holds the form's row and has asked
    `problems_of`."""
    if before is not None and before.sha256 == definition.sha256:
        return before
    version = next_version(form_id, before, definition, by, note)
    db.session.add(version)
    db.session.flush()
    set_fields(form_id, version.number, definition)
    set_groups(form_id, definition.settings)
    if not definition.settings.by_code:
        forget_holders(form_id)
    set_places(form_id, definition, by=by)
    return version


def problems_of(form_id: int, definition: Definition) -> tuple[Problem, ...]:
    """Everything that keeps this draft of this form from being published."""
    return (
        *before_publishing(definition),
        *(
            Problem(_("No group is called “%(name)s”: choose another under Form settings, or create it", name=name))
            for name in unknown_groups(definition.settings)
        ),
        *changed_kinds(form_id, definition),
        *too_few_places(form_id, definition),
    )


def changed_kinds(form_id: int, definition: Definition) -> list[Problem]:
    found = db.session.execute(select(FormField.uid, FormField.kind).where(FormField.form_id == form_id))
    return [
        Problem(_("A question keeps its kind once it was published: remove it and add a new one"), uid)
        for uid, kind in found
        if definition.kinds.get(uid, kind) != kind
    ]


def next_version(form_id: int, before: FormVersion | None, definition: Definition, by: Person, note: str) -> FormVersion:
    change_class = changes(before.parsed if before else None, definition).change_class
    newest = db.session.scalar(select(func.max(FormVersion.number)).where(FormVersion.form_id == form_id))
    return FormVersion(
        form_id=form_id,
        number=(newest or 0) + 1,
        definition=definition.json,
        sha256=definition.sha256,
        change_class=change_class,
        change_note=note,
        published_at=now(),
        published_by=by.id,
        grace_until=grace_until(change_class),
    )


def grace_until(change_class: str) -> datetime | None:
    return now() + GRACE if change_class == "breaking" else None


def set_fields(form_id: int, number: int, definition: Definition) -> None:
    """New questions get their row; those not asked any more are retired; those that came back are not."""
    known = {field.uid: field for field in db.session.scalars(select(FormField).where(FormField.form_id == form_id))}
    for question in definition.every_question:
        if not question.is_answered:
            continue
        field = known.pop(question.uid, None)
        if field is None:
            field = FormField(form_id=form_id, uid=question.uid, kind=question.kind_name)
            db.session.add(field)
        field.indexed, field.pii, field.keep_days = question.indexed, question.pii, question.keep_days
        field.retired_in = None
    for field in known.values():
        field.retired_in = field.retired_in or number
