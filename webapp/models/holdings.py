"""What hangs on a person, counted: what somebody reads before they delete an account."""

from collections.abc import Callable

from sqlalchemy import Table, func, select

from webapp.columns import Base
from webapp.database import read
from webapp.dates import number_in_words
from webapp.languages import ngettext

# in words for a number, which is also given as it is written; table; column that points at the person
HELD: tuple[tuple[Callable[[int, str], str], str, str], ...] = (
    (lambda n, w: ngettext("%(number)s submission sent", "%(number)s submissions sent", n, number=w), "submission", "user_id"),
    (lambda n, w: ngettext("%(number)s draft", "%(number)s drafts", n, number=w), "draft", "user_id"),
    (lambda n, w: ngettext("%(number)s comment written", "%(number)s comments written", n, number=w), "comment", "by"),
    (lambda n, w: ngettext("%(number)s group membership", "%(number)s group memberships", n, number=w), "membership", "user_id"),
    (lambda n, w: ngettext("%(number)s linked identity", "%(number)s linked identities", n, number=w), "identity", "user_id"),
    (lambda n, w: ngettext("%(number)s log-in", "%(number)s log-ins", n, number=w), "login_session", "user_id"),
    (lambda n, w: ngettext("%(number)s one-time link", "%(number)s one-time links", n, number=w), "link", "user_id"),
)


def holdings_of(user_id: int) -> list[str]:
    """What there is of each kind, such as 3 drafts, for every table that points at this person, those with none left out."""
    counted = [(in_words, count(Base.metadata.tables[name], column, user_id)) for in_words, name, column in HELD]
    return [in_words(number, number_in_words(number)) for in_words, number in counted if number]


def count(table: Table, column: str, user_id: int) -> int:
    return int(read(select(func.count()).select_from(table).where(table.c[column] == user_id)).scalar_one())
