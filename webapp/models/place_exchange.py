"""A submission whose answers change: the places that it needs no more against those that it needs now."""

from collections.abc import Container, Mapping

from sqlalchemy import delete, update

from webapp.extensions import db
from webapp.models.capacity import GIVE_BACK, TAKE, Full, form_scope, standing
from webapp.models.person import Person
from webapp.models.waiting_list import admit_next, join_lines, lines_of
from webapp.models.waiting_place import WaitingPlace


def exchange_places(
    submission_id: int,
    form_id: int,
    old: Mapping[str, int],
    new: Mapping[str, int],
    *,
    accepted: Container[str] = (),
    by: Person,
) -> None:
    """Inside `writing()`, with the form held. `old`, `new`: scope → places of options, before and after. Raises Full for
    one that has too few and whose line was not accepted. Who waits for the form itself holds no options yet, and who waits
    for an option holds none of its places: somebody who has one and needs a second keeps the one, and does not wait."""
    waiting = {row.scope for row in lines_of(submission_id)}
    if form_scope(form_id) in waiting:
        return
    known, joined, freed = standing(form_id), {}, []
    for scope in sorted(old.keys() | new.keys()):
        before, after = old.get(scope, 0), new.get(scope, 0)
        if after < before:
            freed.append(scope)
        if scope in waiting:
            wait_for(submission_id, scope, after)
        elif after < before:
            GIVE_BACK.run(of_scope=scope, number=before - after)
        elif after > before and scope in known and TAKE.run(of_scope=scope, number=after - before) != 1:
            if before or scope not in accepted:
                raise Full(scope)
            joined[scope] = after
    join_lines(submission_id, joined)
    for scope in freed:
        admit_next(scope, by=by)


def wait_for(submission_id: int, scope: str, number: int) -> None:
    """Where it is in the line, for so many places; for none it leaves."""
    mine = (WaitingPlace.submission_id == submission_id) & (WaitingPlace.scope == scope)
    if number:
        db.session.execute(update(WaitingPlace).where(mine).values(number=number))
    else:
        db.session.execute(delete(WaitingPlace).where(mine))
