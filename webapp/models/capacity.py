"""Places, taken and given back by statements that cannot overdraw: never counted first and written afterwards."""

from collections import Counter
from collections.abc import Iterable, Mapping

from sqlalchemy import Integer, Table, bindparam, select

from webapp.models.definition import Definition
from webapp.models.submission import Capacity
from webapp.prepared import Change, Prepared

Pick = tuple[str, str]

capacities: Table = Capacity.metadata.tables["capacity"]
OF_SCOPE = capacities.c.scope == bindparam("of_scope")
NUMBER = bindparam("number", type_=Integer)
TAKE = Change(
    capacities.update().where(OF_SCOPE, capacities.c.used + NUMBER <= capacities.c.cap).values(used=capacities.c.used + NUMBER)
)
GIVE_BACK = Change(capacities.update().where(OF_SCOPE, capacities.c.used >= NUMBER).values(used=capacities.c.used - NUMBER))
LEFT = Prepared(
    select(capacities.c.scope, (capacities.c.cap - capacities.c.used).label("left")).where(
        capacities.c.form_id == bindparam("form_id")
    )
)


def form_scope(form_id: int) -> str:
    return f"form:{form_id}"


def option_scope(form_id: int, uid: str, key: str) -> str:
    return f"option:{form_id}:{uid}:{key}"


def option_of(scope: str) -> Pick | None:
    """(uid, option key) of a scope; None for that of a whole form."""
    what, _, rest = scope.partition(":")
    uid, key = rest.split(":")[1:] if what == "option" else ("", "")
    return (uid, key) if uid else None


def scopes_of(form_id: int, definition: Definition, picks: Iterable[Pick]) -> dict[str, int]:
    """scope → how many places an answer to this form takes there, in the order in which they are taken: everybody who
    takes several goes the same way, so that no two wait for each other."""
    wanted = Counter(option_scope(form_id, *pick) for pick in picks if pick in definition.places)
    if definition.settings.quota is not None:
        wanted[form_scope(form_id)] += 1
    return dict(sorted(wanted.items()))


def take_places(scopes: Mapping[str, int]) -> str | None:
    """Take places inside `writing()`; returns the first scope that has too few, and then the caller gives everything up."""
    return next((scope for scope, number in scopes.items() if TAKE.run(of_scope=scope, number=number) != 1), None)


def give_back_places(form_id: int, picks: Iterable[Pick]) -> None:
    """What an answer has taken is free again; nothing for scopes that are not counted."""
    given = Counter({form_scope(form_id): 1}) + Counter(option_scope(form_id, *pick) for pick in picks)
    for scope, number in sorted(given.items()):
        GIVE_BACK.run(of_scope=scope, number=number)


def places_left(form_id: int) -> dict[str, int]:
    """scope → places left, of everything that a form counts."""
    return {row.scope: row.left for row in LEFT.rows(form_id=form_id)}
