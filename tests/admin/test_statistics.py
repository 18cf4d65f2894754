"""Statistics: drawn from what was counted of each day, by period, each picture with its words, its table and its file."""

import csv
import io
from datetime import timedelta

import pytest

from tests.support.browser import Browser
from tests.support.clock import Clock
from tests.support.forms import make_form, page, question
from tests.support.make import make_user, sign_in
from tests.support.stage import saving
from webapp.admin.picture import rounded_up
from webapp.models.day_figure import CountedDay, DayFigure


@pytest.fixture
def admin(browser: Browser) -> Browser:
    return sign_in(browser, make_user("admin"))


def counted(clock: Clock, days: int, *rows: tuple[str, str, int, int]) -> None:
    """The last `days` days, with rows of (measure, part, how many days ago, number)."""
    today = clock.now.date()
    with saving() as session:
        session.add_all(CountedDay(day=today - timedelta(days=number + 1)) for number in range(days))
        for measure, part, ago, number in rows:
            session.add(DayFigure(measure=measure, part=part, day=today - timedelta(days=ago), n=number))


def lines(admin: Browser, address: str) -> list[list[str]]:
    text = admin.client.get(address).get_data(as_text=True)
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def test_before_the_first_day_it_says_when_there_will_be_something(admin: Browser) -> None:
    assert admin.open("/admin/statistics").has("No day was counted yet")
    assert lines(admin, "/admin/statistics/active.csv") == []


def test_a_picture_says_its_numbers_in_words(admin: Browser, clock: Clock) -> None:
    counted(clock, 3, ("signed_up", "alone", 1, 1200), ("signed_up", "invited", 1, 300), ("signed_up", "alone", 2, 4))
    admin.open("/admin/statistics")
    assert admin.has("1,504 in this period; the most: 1,500 (")
    assert admin.has("Signed up 1,204 (80.1 %)")
    assert admin.has("None in this period.")


def test_a_table_is_called_otherwise_than_the_picture_that_it_belongs_to(admin: Browser, clock: Clock) -> None:
    counted(clock, 3, ("signed_up", "alone", 1, 1200), ("active", "", 1, 3))
    named = {one.get("aria-label") for one in admin.open("/admin/statistics").page.every("section") if one.get("aria-label")}
    assert named
    assert all(name and name.endswith(": As a table") for name in named)


def test_columns_are_as_high_as_their_numbers(admin: Browser, clock: Clock) -> None:
    counted(clock, 2, ("active", "", 1, 50), ("active", "", 2, 25))
    html = admin.open("/admin/statistics").html
    assert 'y="50.0" width="8" height="50.0"' in html
    assert 'y="0.0" width="8" height="100.0"' in html
    assert admin.has("50 on the last day; the most: 50 (")


def test_the_period_is_chosen_and_what_is_none_is_30_days(admin: Browser, clock: Clock) -> None:
    counted(clock, 40, ("active", "", 35, 7), ("active", "", 2, 3))
    assert not admin.open("/admin/statistics?days=x").has("the most: 7 (")
    assert admin.follow("90 days").has("the most: 7 (")
    assert len(lines(admin, "/admin/statistics/active.csv?days=7")) == 8


def test_a_year_is_drawn_in_weeks(admin: Browser, clock: Clock) -> None:
    counted(clock, 365, *(("sent", "7", ago, 1) for ago in range(1, 8)))
    html = admin.open("/admin/statistics?days=365").html
    assert html.count('width="8" height="100.0"') == 0
    assert admin.has("A column is the highest day of a week.")
    assert html.count('width="8" height="87.5"') == 1
    assert admin.has("the most: 7 (")


def test_of_a_week_the_highest_day_counts_where_the_same_people_come_each_day(admin: Browser, clock: Clock) -> None:
    counted(clock, 365, *(("active", "", ago, 40) for ago in range(1, 8)))
    assert admin.open("/admin/statistics?days=365").has("40 on the last day; the most: 40 (")


def test_forms_are_called_by_their_titles_also_in_the_file(admin: Browser, clock: Clock) -> None:
    form = make_form(page(question("text", "Name")), title="=Summer course")
    counted(clock, 1, ("sent", str(form.id), 1, 2), ("sent", "4711", 1, 1))
    assert admin.open("/admin/statistics").has("Form 4711")
    header, day = lines(admin, "/admin/statistics/sent.csv")
    assert (header, day[1:]) == (["day", "'=Summer course", "Form 4711"], ["2", "1"])


def test_time_to_decision_is_told_by_its_spans_in_order(admin: Browser, clock: Clock) -> None:
    counted(clock, 1, ("decided", "week", 1, 3), ("decided", "hour", 1, 1))
    html = admin.open("/admin/statistics").html
    assert html.index("Within an hour") < html.index("Within a week") < html.index("Later")
    assert admin.has("4 decided in this period.")


def test_what_nobody_counts_has_no_file(admin: Browser) -> None:
    assert admin.client.get("/admin/statistics/weight.csv").status_code == 404


@pytest.mark.parametrize(("number", "top"), [(0, 1), (1, 1), (3, 3), (7, 8), (9, 10), (11, 20), (501, 600)])
def test_the_highest_line_is_a_round_number(number: int, top: int) -> None:
    assert rounded_up(number) == top


@pytest.mark.parametrize(("role", "answer"), [("member", 403), ("staff", 403), ("auditor", 200)])
def test_auditors_see_it_and_members_do_not(browser: Browser, role: str, answer: int) -> None:
    assert sign_in(browser, make_user(role)).open("/admin/statistics").status == answer
