"""A submission whose answers change: the places that it needs no more against those that it needs now."""

from collections.abc import Container, Mapping

from sqlalchemy import delete

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
    one that has too few and whose line was not accepted. Who waits for the form itself holds no options yet."""
    waiting = {row.scope for row in lines_of(submission_id)}
    if form_scope(form_id) in waiting:
        return
    known, joined, freed = standing(form_id), {}, []
    for scope in sorted(old.keys() | new.keys()):
        number = new.get(scope, 0) - old.get(scope, 0)
        if number < 0:
            give_up(submission_id, scope, -number, is_waiting=scope in waiting)
            freed.append(scope)
        elif number > 0 and scope in known and TAKE.run(of_scope=scope, number=number) != 1:
            if scope not in accepted:
                raise Full(scope)
            joined[scope] = number
    join_lines(submission_id, joined)
    for scope in freed:
        admit_next(scope, by=by)


def give_up(submission_id: int, scope: str, number: int, *, is_waiting: bool) -> None:
    """What it held, or its place in the line."""
    if not is_waiting:
        GIVE_BACK.run(of_scope=scope, number=number)
        return
    mine = (WaitingPlace.submission_id == submission_id) & (WaitingPlace.scope == scope)
    db.session.execute(delete(WaitingPlace).where(mine))
