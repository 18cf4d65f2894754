"""Who waits for a place, in which order, and how one that is free again goes to the first in line.

That happens in the transaction that frees it, with a mail and a line in the log.

Everything that changes a line holds the form's row (`hold_form`), as Send, withdrawal and publishing do.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, update
from sqlalchemy.orm import aliased

from webapp.clock import now
from webapp.database import read
from webapp.extensions import db
from webapp.languages import _, speaking
from webapp.models.capacity import (
    GIVE_BACK,
    GRANT,
    TAKE,
    WIDEN,
    Full,
    Pick,
    form_scope,
    option_of,
    option_scopes,
    standing,
)
from webapp.models.definition import Definition
from webapp.models.event import Event
from webapp.models.form_version import FormVersion
from webapp.models.outbox import OutboxMail
from webapp.models.person import Person
from webapp.models.reference import show_reference
from webapp.models.submission import Submission
from webapp.models.user import User
from webapp.models.waiting_place import WaitingPlace
from webapp.prepared import Prepared

Before = aliased(WaitingPlace)
POSITION = (
    select(func.count())
    .select_from(Before)
    .where(Before.scope == WaitingPlace.scope, Before.turn <= WaitingPlace.turn)
    .correlate(WaitingPlace)
    .scalar_subquery()
)
LINES = Prepared(
    select(WaitingPlace.scope, POSITION.label("position"))
    .where(WaitingPlace.submission_id == bindparam("submission_id"))
    .order_by(WaitingPlace.scope)
)


def lines_of(submission_id: int) -> list[Any]:
    """Rows (scope, position) of what a submission waits for; position 1 is the next."""
    return LINES.rows(submission_id=submission_id)


def lines_waiting(form_id: int) -> int:
    """How many submissions to a form wait for something."""
    waiting = select(func.count(WaitingPlace.submission_id.distinct())).select_from(WaitingPlace)
    return int(
        read(
            waiting.join(Submission, Submission.id == WaitingPlace.submission_id).where(Submission.form_id == form_id)
        ).scalar_one()
    )


def said_line(scope: str, position: int, definition: Definition, locale: str) -> str:
    """ "You are number 3 on the waiting list for Pottery." """
    option = option_of(scope)
    if option is None:
        return _("You are number %(position)s on the waiting list.", position=position)
    label = definition.option_label(option, locale)
    return _("You are number %(position)s on the waiting list for %(option)s.", position=position, option=label)


def join_lines(submission_id: int, waiting: Mapping[str, int]) -> None:
    """At the end of each line."""
    for scope, number in waiting.items():
        last = db.session.scalar(select(func.max(WaitingPlace.turn)).where(WaitingPlace.scope == scope)) or 0
        values = {"submission_id": submission_id, "scope": scope, "number": number, "turn": last + 1, "joined_at": now()}
        db.session.execute(insert(WaitingPlace).values(values))


def release(submission: Submission, *, by: Person) -> None:
    """A submission needs no place any more: it leaves every line, and what it held goes to those who wait."""
    waiting = {row.scope for row in lines_of(submission.id)}
    db.session.execute(delete(WaitingPlace).where(WaitingPlace.submission_id == submission.id))
    needed = scopes_needed(submission)
    held = {} if form_scope(submission.form_id) in waiting else {one: n for one, n in needed.items() if one not in waiting}
    for scope, number in held.items():
        GIVE_BACK.run(of_scope=scope, number=number)
    for scope in sorted({*held, *waiting}):
        admit_next(scope, by=by)


def take_again(submission: Submission) -> None:
    """A submission that had given its places up needs them once more. Raises Full."""
    known = standing(submission.form_id)
    for scope, number in scopes_needed(submission).items():
        if scope in known and TAKE.run(of_scope=scope, number=number) != 1:
            raise Full(scope)


def scopes_needed(submission: Submission) -> dict[str, int]:
    """scope → number of places, of the form and of everything that was chosen, counted or not."""
    picks: Iterable[Pick] = version_of(submission).picks(submission.answers)
    needed = Counter({form_scope(submission.form_id): 1}) + option_scopes(submission.form_id, picks)
    return dict(sorted(needed.items()))


def version_of(submission: Submission) -> Definition:
    return db.session.get_one(FormVersion, submission.version_id).parsed


def admit_next(scope: str, *, by: Person) -> None:
    """Give free places to whoever waits first, and to the next as long as there are enough."""
    while (first := first_of(scope)) is not None and GRANT.run(of_scope=scope, number=first.number) == 1:
        admit(first, by=by)


def admit_everybody(scope: str, *, by: Person) -> None:
    """Places are not counted here any more: nobody needs to wait."""
    while (first := first_of(scope)) is not None:
        admit(first, by=by)


def first_of(scope: str) -> WaitingPlace | None:
    line = select(WaitingPlace).where(WaitingPlace.scope == scope).order_by(WaitingPlace.turn)
    return db.session.scalars(line.limit(1)).first()


def offer(place: WaitingPlace, *, by: Person) -> None:
    """Out of turn, by somebody who may: a free place if there is one, else one more than there were."""
    if GRANT.run(of_scope=place.scope, number=place.number) != 1:
        WIDEN.run(of_scope=place.scope, number=place.number)
    admit(place, by=by)


def move_up(place: WaitingPlace, *, by: Person) -> None:
    """One place forward; nothing for the first."""
    line = select(WaitingPlace).where(WaitingPlace.scope == place.scope, WaitingPlace.turn < place.turn)
    before = db.session.scalars(line.order_by(WaitingPlace.turn.desc()).limit(1)).first()
    if before is None:
        return
    mine, theirs = place.turn, before.turn
    # By way of a number that nobody has: two in a line never share one.
    for one, turn in ((place, -mine), (before, mine), (place, theirs)):
        db.session.execute(update(WaitingPlace).where(WaitingPlace.id == one.id).values(turn=turn))
    submission = db.session.get_one(Submission, place.submission_id)
    Event.record(by=by, action="submission.moved_up", target=submission, detail={"reference": submission.reference})


def admit(place: WaitingPlace, *, by: Person) -> None:
    """The place is theirs: out of the line, told by mail and in the log. Who had waited for the form now chooses for good:
    of its options they take what there is, and wait for the rest."""
    place_id, scope = place.id, place.scope
    submission = db.session.get_one(Submission, place.submission_id)
    db.session.delete(place)
    db.session.flush()
    waiting = take_options(submission) if option_of(scope) is None else {}
    join_lines(submission.id, waiting)
    Event.record(by=by, action="submission.placed", target=submission, detail={"reference": submission.reference})
    tell(submission, scope, f"place:{place_id}")


def take_options(submission: Submission) -> dict[str, int]:
    """Returns what there was too little of."""
    known = standing(submission.form_id)
    counted = {scope: number for scope, number in scopes_needed(submission).items() if scope in known and option_of(scope)}
    return {scope: number for scope, number in counted.items() if TAKE.run(of_scope=scope, number=number) != 1}


def tell(submission: Submission, scope: str, dedupe_key: str) -> None:
    member = db.session.get_one(User, submission.user_id)
    if not member.email:
        return
    definition, option = version_of(submission), option_of(scope)
    with speaking(member.language):
        title = definition.words(definition.title, member.language or definition.settings.language)
        label = definition.option_label(option, member.language) if option else ""
        free = _("a place became free in “%(form)s”, and it is yours.", form=title)
        of_option = _("a place became free for %(option)s in “%(form)s”, and it is yours.", form=title, option=label)
        still = [said_line(row.scope, row.position, definition, member.language) for row in lines_of(submission.id)]
        body = [
            _("Hello %(name)s,", name=member.name),
            of_option if option else free,
            _("Your reference is %(reference)s. You need to do nothing.", reference=show_reference(submission.reference)),
            *still,
            _("If you do not want it any more, withdraw your submission: somebody else is waiting for it."),
        ]
        subject = _("%(form)s: you have a place", form=title[:150])
        text = "\n\n".join(body)
        OutboxMail.post_once(dedupe_key, member.email, subject, text, user_id=member.id, kind="place", name=member.name)
