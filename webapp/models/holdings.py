"""What hangs on a person, counted: what somebody reads before they delete an account."""

from sqlalchemy import Table, func, select

from webapp.columns import Base
from webapp.database import read

# label in the singular and the plural, table, column that points at the person
HELD = (
    ("submission sent", "submissions sent", "submission", "user_id"),
    ("draft", "drafts", "draft", "user_id"),
    ("comment written", "comments written", "comment", "by"),
    ("group membership", "group memberships", "membership", "user_id"),
    ("linked identity", "linked identities", "identity", "user_id"),
    ("log-in", "log-ins", "login_session", "user_id"),
    ("one-time link", "one-time links", "link", "user_id"),
)


def holdings_of(user_id: int) -> list[tuple[str, int]]:
    """(label, count) for every table that points at this person, those with none left out."""
    counted = [(single, plural, count(Base.metadata.tables[name], column, user_id)) for single, plural, name, column in HELD]
    return [(single if number == 1 else plural, number) for single, plural, number in counted if number]


def count(table: Table, column: str, user_id: int) -> int:
    return int(read(select(func.count()).select_from(table).where(table.c[column] == user_id)).scalar_one())
