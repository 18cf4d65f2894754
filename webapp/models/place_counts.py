"""The rows that count a form's places, as its newest version wants them: set, recounted, never below what is taken."""

from collections import Counter

from sqlalchemy import delete, exists, func, select

from webapp.extensions import db
from webapp.kinds.wording import quoted
from webapp.languages import ngettext
from webapp.models.capacity import form_scope, option_of, option_scope
from webapp.models.definition import Definition
from webapp.models.form_status import FREEING, FormStatus
from webapp.models.form_version import FormVersion
from webapp.models.person import Person
from webapp.models.problem import Problem
from webapp.models.submission import Capacity, Submission
from webapp.models.waiting_list import admit_everybody, admit_next
from webapp.models.waiting_place import WaitingPlace

AT_ONCE = 1_000


def caps_of(form_id: int, definition: Definition) -> dict[str, int]:
    """scope → places, of everything that a definition counts."""
    caps = {option_scope(form_id, *pick): cap for pick, cap in definition.places.items()}
    quota = definition.settings.quota
    return caps if quota is None else {form_scope(form_id): quota, **caps}


def set_places(form_id: int, definition: Definition, *, by: Person) -> None:
    """Make the rows say what the definition says. `used` is counted when a number of places is set for the first time;
    new places go to those who wait.

    An option that is not offered any more keeps its row, for those who have a place there.
    """
    caps = caps_of(form_id, definition)
    rows = rows_of(form_id)
    taken = counted(form_id, caps.keys() - rows.keys())
    for scope, cap in sorted(caps.items()):
        if scope in rows:
            rows[scope].cap = cap
        else:
            db.session.add(Capacity(scope=scope, form_id=form_id, cap=cap, used=taken[scope]))
    db.session.flush()
    for scope in sorted({*rows, *caps}):
        if scope in caps:
            admit_next(scope, by=by)
        elif is_uncounted(scope, definition):
            admit_everybody(scope, by=by)
            db.session.execute(delete(Capacity).where(Capacity.scope == scope))


def rows_of(form_id: int) -> dict[str, Capacity]:
    """scope → row, locked in the order in which places are taken."""
    found = select(Capacity).where(Capacity.form_id == form_id).order_by(Capacity.scope).with_for_update()
    return {row.scope: row for row in db.session.scalars(found)}


def is_uncounted(scope: str, definition: Definition) -> bool:
    """Whether what a scope stands for is still there, and takes any number now."""
    option = option_of(scope)
    return option is None or option in definition.offers


def too_few_places(form_id: int, definition: Definition) -> list[Problem]:
    """Where a definition has fewer places than are taken."""
    caps = caps_of(form_id, definition)
    known = db.session.execute(select(Capacity.scope, Capacity.used).where(Capacity.form_id == form_id))
    taken = Counter({row.scope: row.used for row in known})
    taken.update(counted(form_id, caps.keys() - taken.keys()))
    return [said_too_few(scope, taken[scope], definition) for scope, cap in caps.items() if cap < taken[scope]]


def said_too_few(scope: str, taken: int, definition: Definition) -> Problem:
    option = option_of(scope)
    if option is None:
        sentence = ngettext(
            "%(num)s places are taken already: set the quota to %(num)s or more under Form settings",
            "%(num)s places are taken already: set the quota to %(num)s or more under Form settings",
            taken,
        )
        return Problem(sentence)
    label = quoted(definition.option_label(option))
    sentence = ngettext(
        "%(num)s place of %(option)s is taken already: give it places=%(num)s or more",
        "%(num)s places of %(option)s are taken already: give it places=%(num)s or more",
        taken,
        option=label,
    )
    return Problem(sentence, option[0])


def counted(form_id: int, scopes: set[str]) -> Counter[str]:
    """scope → how many places submissions have there by what they answered; none of those that gave theirs up, and no
    options of those that still wait for the form."""
    taken: Counter[str] = Counter()
    waits_for_the_form = exists().where(WaitingPlace.submission_id == Submission.id, WaitingPlace.scope == form_scope(form_id))
    holding = (FormStatus.form_id == Submission.form_id) & (FormStatus.key == Submission.status)
    which = (Submission.form_id == form_id, FormStatus.phase.not_in(FREEING), ~waits_for_the_form)
    if form_scope(form_id) in scopes:
        how_many = select(func.count()).select_from(Submission).join(FormStatus, holding).where(*which)
        taken[form_scope(form_id)] = db.session.scalar(how_many) or 0
    if any(option_of(scope) for scope in scopes):
        definitions = {version.id: version.parsed for version in db.session.scalars(FormVersion.of(form_id))}
        sent = select(Submission.version_id, Submission.answers).join(FormStatus, holding).where(*which)
        for version_id, answers in db.session.execute(sent.execution_options(yield_per=AT_ONCE)):
            taken.update(option_scope(form_id, *pick) for pick in definitions[version_id].picks(answers))
    return Counter({scope: taken[scope] for scope in scopes})
