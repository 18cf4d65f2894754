"""What was counted of each day, so that no page of statistics ever counts: one row a day, measure and part of it."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, Date, Integer, String, Table
from sqlalchemy.orm import Mapped, mapped_column

from webapp.clock import now
from webapp.columns import Base, UtcDateTime

NUMBER = BigInteger().with_variant(Integer, "sqlite")


class DayFigure(Base):
    """`part` is what the measure is broken down by: a way to log in, a form's id, a span; "" where it is not."""

    __tablename__ = "day_figure"
    __table_args__ = (CheckConstraint("n >= 0", name="n"), {"sqlite_with_rowid": False})

    measure: Mapped[str] = mapped_column(String(20), primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    part: Mapped[str] = mapped_column(String(60), primary_key=True)
    n: Mapped[int] = mapped_column(NUMBER)


class CountedDay(Base):
    """A day of the portal's time zone whose figures stand."""

    __tablename__ = "counted_day"

    day: Mapped[date] = mapped_column(Date, primary_key=True)
    counted_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


figures: Table = DayFigure.metadata.tables["day_figure"]
counted_days: Table = CountedDay.metadata.tables["counted_day"]
