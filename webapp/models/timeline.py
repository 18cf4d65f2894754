"""What happened around one person: their log-ins, what administrators did, what came of forms; in pages, newest first.

Each part is a walk down an index of its own, no further than the page goes: one condition with OR would read the whole log.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Row, Select, and_, bindparam, or_, select, union

from webapp.database import read
from webapp.languages import mark
from webapp.models.activity import OWN
from webapp.models.event import Event, EventDetail
from webapp.models.event_words import WORDS
from webapp.models.form import Form
from webapp.models.keyset import Keyset, Order, Page, Seal
from webapp.models.submission import Submission
from webapp.prepared import Prepared

PAGE = 50
# Of so many of their newest submissions it is told what others did with them.
MOST_SENT = 200
LOG_INS = (
    "login_success",
    "login_failed",
    "login_locked",
    "logged_out",
    "second_step_failed",
    "confirmed",
    "confirm_failed",
    "user.log_in_ended",
    "user.logged_out",
)
WITH_FORMS = tuple(action for action in WORDS if action.startswith(("form.", "submission.", "submissions.")))
KINDS = {
    "": mark("Everything"),
    "log-ins": mark("Log-ins"),
    "administrators": mark("Done by administrators"),
    "forms": mark("Forms and submissions"),
}

me: BindParameter[int] = bindparam("user_id", type_=Event.id.type)
TO_THEM = (Event.target_type == "user") & (Event.target_id == me)
BY_THEM = Event.actor_id == me
NOT_THEIR_OWN = and_(*(Event.action != action for action in (*OWN, *LOG_INS)))
BY_OTHERS = TO_THEM & or_(Event.actor_id.is_(None), Event.actor_id != me) & NOT_THEIR_OWN
SENT = select(Submission.id).where(Submission.user_id == me).order_by(Submission.id.desc()).limit(MOST_SENT)
# Few lines each: gathered whole. Asked for in order, PostgreSQL would rather walk the whole log.
ABOUT_SENT = (Event.target_type == "submission") & Event.target_id.in_(SENT)
DONE_WITH_FORMS = tuple(BY_THEM & (Event.action == action) for action in WITH_FORMS)
COLUMNS = (Event.id, Event.at, Event.actor_id, Event.action, Event.target_type, Event.target_id, EventDetail.content)


class Around(Keyset):
    """Lines that fulfil any of some conditions: those of `walked` each stop after a page, those of `gathered` are few."""

    def __init__(self, walked: Iterable[ColumnElement[bool]], gathered: Iterable[ColumnElement[bool]] = ()) -> None:
        self.order, self.limit = Order((Event.id,), descending=True), PAGE
        self.walked, self.gathered = tuple(walked), tuple(gathered)
        here = bindparam("at_0", type_=Event.id.type)
        down, up = Event.id.desc(), Event.id.asc()
        self.first, self.last = self.cut(down), self.cut(up)
        self.after, self.before = self.cut(down, Event.id < here), self.cut(up, Event.id > here)
        self.prepared = {one: Prepared(one) for one in (self.first, self.last, self.after, self.before)}

    def cut(self, direction: ColumnElement[int], *beyond: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
        """A page of it in one direction, with one line more."""
        most = self.limit + 1
        short = [select(Event.id).where(one, *beyond).order_by(direction).limit(most).subquery() for one in self.walked]
        parts = [select(one.c.id) for one in short] + [select(Event.id).where(one, *beyond) for one in self.gathered]
        found = Event.id.in_(union(*parts) if len(parts) > 1 else parts[0])
        lines: Select[*tuple[Any, ...]] = select(*COLUMNS, Event.id.label("key_0"))
        joined = lines.outerjoin(EventDetail, EventDetail.event_id == Event.id)
        return joined.where(found).order_by(direction).limit(most)


OF_KIND: Mapping[str, Around] = {
    "": Around([TO_THEM, BY_THEM], [ABOUT_SENT]),
    "log-ins": Around([TO_THEM & or_(*(Event.action == action for action in LOG_INS))]),
    "administrators": Around([BY_OTHERS]),
    "forms": Around(DONE_WITH_FORMS, [ABOUT_SENT]),
}


def timeline_page(seal: Seal, cursor: str, kind: str, user_id: int) -> Page:
    return OF_KIND[kind].page(seal, cursor, {"user_id": user_id})


def newest_around(user_id: int, most: int) -> Sequence[Row[Any]]:
    """The newest lines of every kind."""
    everything = OF_KIND[""]
    return everything.prepared[everything.first].rows(user_id=user_id)[:most]


NAMED = (
    select(Submission.id, Submission.reference, Submission.form_id, Form.title)
    .join(Form, Form.id == Submission.form_id)
    .where(Submission.id.in_(bindparam("ids", expanding=True)))
)


def submissions_in(rows: Iterable[Row[Any]]) -> dict[int, Row[Any]]:
    """id → (reference, form_id, title) of the submissions that lines are about, those that are still there."""
    ids = sorted({row.target_id for row in rows if row.target_type == "submission"})
    return {row.id: row for row in read(NAMED, {"ids": ids})} if ids else {}
