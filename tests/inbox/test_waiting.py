"""Waiting lists as staff see them: in order, moved, and places given out of turn."""

from flask import Flask
from sqlalchemy import select

from tests.inbox.stage import staff
from tests.support.browser import Browser
from tests.support.forms import make_form
from tests.support.make import make_group, make_user
from tests.support.page import words
from tests.support.places import asked, line, send
from tests.support.stage import count, found
from webapp.models.event import Event
from webapp.models.form import Form
from webapp.models.waiting_place import WaitingPlace


def full_form(app: Flask, **settings: object) -> Form:
    """Pottery is taken; Bob and Cleo wait for it."""
    form = make_form(asked(1), waiting=True, **settings)
    for name in ("Ada", "Bob", "Cleo"):
        send(app, form, user=make_user(name=name))
    return form


def rows(browser: Browser) -> list[str]:
    return [words(one) for one in browser.page.every("td") if one.get("data-label") == "From"]


def test_the_inbox_leads_to_the_line_in_its_order(app: Flask) -> None:
    form = full_form(app)
    desk = staff(app).open(f"/inbox?form={form.id}").follow("Waiting list: 2 submissions")
    assert rows(desk) == ["Bob", "Cleo"]
    assert desk.has("Pottery")


def test_somebody_is_moved_up_and_it_is_in_the_log(app: Flask) -> None:
    form = full_form(app)
    desk = staff(app).open(f"/inbox/waiting/{form.id}").press("Move up")
    assert rows(desk) == ["Cleo", "Bob"]
    assert line(form, "o_pottery") == [3, 2]
    assert len(found(select(Event.id).where(Event.action == "submission.moved_up"))) == 1


def test_a_place_given_out_of_turn_is_asked_for_first(app: Flask) -> None:
    form = full_form(app)
    desk = staff(app).open(f"/inbox/waiting/{form.id}").follow("Give a place Cleo")
    assert count(WaitingPlace) == 2
    desk.press("Give Cleo a place")
    assert desk.has("They have a place.")
    assert rows(desk) == ["Bob"]


def test_a_submission_says_where_it_stands(app: Flask) -> None:
    form = full_form(app)
    desk = staff(app).open(f"/inbox/waiting/{form.id}")
    first = next(one for one in desk.page.every("td") if one.get("data-label") == "Reference")
    desk.follow(words(first))
    assert desk.has("Pottery: number 1 in line")


def test_who_has_a_place_by_now_is_not_given_a_second(app: Flask) -> None:
    form = full_form(app)
    desk, other = (staff(app).open(f"/inbox/waiting/{form.id}").follow("Give a place Bob") for _ in range(2))
    desk.press("Give Bob a place")
    other.press("Give Bob a place")
    assert other.has("They are not waiting any more.")
    assert line(form, "o_pottery") == [3]


def test_only_reviewers_see_the_line(app: Flask) -> None:
    make_group("Desk")
    form = full_form(app, reviewers=["Desk"])
    assert staff(app).open(f"/inbox/waiting/{form.id}").status == 404
