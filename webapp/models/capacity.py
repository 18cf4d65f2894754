"""Places, taken and given back by statements that cannot overdraw: never counted first and written afterwards."""

from collections import Counter
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Integer, Table, bindparam, column, exists, func, select, table

from webapp.models.definition import Definition
from webapp.models.submission import Capacity
from webapp.models.waiting_place import WaitingPlace
from webapp.prepared import Change, Prepared

Pick = tuple[str, str]

capacities: Table = Capacity.metadata.tables["capacity"]
waits: Table = WaitingPlace.metadata.tables["waiting_place"]
# Of the table `form` no more than its key: whoever publishes a form counts its places, so this file cannot know it.
forms = table("form", column("id", Integer))
HOLD = Change(select(forms.c.id).where(forms.c.id == bindparam("form_id")).with_for_update(key_share=True))
OF_SCOPE = capacities.c.scope == bindparam("of_scope")
NUMBER = bindparam("number", type_=Integer)
ENOUGH = capacities.c.used + NUMBER <= capacities.c.cap
TAKEN = {"used": capacities.c.used + NUMBER}
# Nobody takes a place past those who wait for one.
TAKE = Change(capacities.update().where(OF_SCOPE, ENOUGH, ~exists().where(waits.c.scope == capacities.c.scope)).values(TAKEN))
GRANT = Change(capacities.update().where(OF_SCOPE, ENOUGH).values(TAKEN))
WIDEN = Change(capacities.update().where(OF_SCOPE).values(TAKEN | {"cap": capacities.c.cap + NUMBER}))
GIVE_BACK = Change(capacities.update().where(OF_SCOPE, capacities.c.used >= NUMBER).values(used=capacities.c.used - NUMBER))
IN_LINE = select(func.count()).select_from(waits).where(waits.c.scope == capacities.c.scope).scalar_subquery()
STANDING = Prepared(
    select(capacities.c.scope, (capacities.c.cap - capacities.c.used).label("left"), IN_LINE.label("waiting")).where(
        capacities.c.form_id == bindparam("form_id")
    )
)


class Full(Exception):
    """There are too few places in `scope`."""

    def __init__(self, scope: str) -> None:
        super().__init__(scope)
        self.scope = scope


@dataclass(frozen=True, slots=True)
class Standing:
    """What is left of one scope for somebody who comes now, and how many wait for it."""

    left: int
    waiting: int


def form_scope(form_id: int) -> str:
    return f"form:{form_id}"


def option_scope(form_id: int, uid: str, key: str) -> str:
    return f"option:{form_id}:{uid}:{key}"


def option_of(scope: str) -> Pick | None:
    """(uid, option key) of a scope; None for that of a whole form."""
    what, _, rest = scope.partition(":")
    uid, key = rest.split(":")[1:] if what == "option" else ("", "")
    return (uid, key) if uid else None


def option_scopes(form_id: int, picks: Iterable[Pick]) -> Counter[str]:
    return Counter(option_scope(form_id, *pick) for pick in picks)


def scopes_of(form_id: int, definition: Definition, picks: Iterable[Pick]) -> dict[str, int]:
    """scope → how many places an answer to this form takes there, in the order in which they are taken: everybody who
    takes several goes the same way, so that no two wait for each other."""
    wanted = option_scopes(form_id, (pick for pick in picks if pick in definition.places))
    if definition.settings.quota is not None:
        wanted[form_scope(form_id)] += 1
    return dict(sorted(wanted.items()))


def hold_form(form_id: int) -> None:
    """Lock the form's row, as Send does: before a submission's, and before its places."""
    HOLD.scalar(form_id=form_id)


def take_places(scopes: Mapping[str, int], accepted: Container[str] = ()) -> dict[str, int]:
    """Take places inside `writing()`. Returns what is to be waited for, of the scopes whose line was accepted; raises
    Full for any other, and then the caller gives everything up. Who waits for the form holds no option meanwhile."""
    waiting: dict[str, int] = {}
    for scope, number in scopes.items():
        if TAKE.run(of_scope=scope, number=number) == 1:
            continue
        if scope not in accepted:
            raise Full(scope)
        waiting[scope] = number
        if option_of(scope) is None:
            break
    return waiting


def standing(form_id: int) -> dict[str, Standing]:
    """scope → how it stands, of everything that a form counts."""
    rows = STANDING.rows(form_id=form_id)
    return {row.scope: Standing(0 if row.waiting else max(0, row.left), row.waiting) for row in rows}
