"""The first owner: one link, one use, one winner."""

import threading

from flask import Flask
from sqlalchemy import select

from tests.support.browser import Browser
from tests.support.clock import Clock
from tests.support.make import make_user
from tests.support.stage import count, only, saving
from webapp.models.event import Event
from webapp.models.first_run import FirstRun
from webapp.models.link import Link
from webapp.models.user import User

GOOD = "blue tall otter sings"


def fresh_link() -> str:
    with saving():
        return FirstRun.make_link()


def filled(browser: Browser, token: str, email: str = "owner@example.org") -> Browser:
    browser.open(f"/setup?token={token}")
    return browser.fill({"Name": "Olga Owner", "Email": email, "Password": GOOD})


def test_link_makes_the_owner_and_logs_them_in(browser: Browser) -> None:
    filled(browser, fresh_link()).press("Create the owner account")
    assert browser.path == "/"
    owner = only(select(User))
    assert (owner.role, owner.name, owner.email_confirmed_at is not None) == ("owner", "Olga Owner", True)
    assert only(select(Event.action).where(Event.target_id == owner.id, Event.action == "owner.set_up"))


def test_token_leaves_the_address_before_the_page_is_shown(browser: Browser) -> None:
    token = fresh_link()
    assert browser.open(f"/setup?token={token}").url.endswith("/setup")
    assert token not in browser.html


def test_opening_the_link_changes_nothing(browser: Browser) -> None:
    browser.open(f"/setup?token={fresh_link()}")
    assert only(select(Link.used_at)) is None
    assert count(User) == 0


def test_without_a_link_it_points_at_the_console(browser: Browser) -> None:
    assert browser.open("/setup").status == 403
    assert browser.has("Look at the console")


def test_wrong_link_points_at_the_console(browser: Browser) -> None:
    fresh_link()
    assert browser.open("/setup?token=wrong").status == 403


def test_link_dies_after_half_an_hour(browser: Browser, clock: Clock) -> None:
    token = fresh_link()
    clock.move(minutes=31)
    assert browser.open(f"/setup?token={token}").status == 403


def test_newer_link_kills_the_older(browser: Browser) -> None:
    older = fresh_link()
    fresh_link()
    assert browser.open(f"/setup?token={older}").status == 403


def test_link_opens_nothing_once_there_is_an_owner(browser: Browser) -> None:
    token = fresh_link()
    make_user("owner")
    assert browser.open(f"/setup?token={token}").status == 403
    assert browser.has("already has an owner")


def test_of_two_racers_one_becomes_the_owner(app: Flask) -> None:
    token = fresh_link()
    racers = [filled(Browser(app), token, f"racer{number}@example.org") for number in range(2)]
    threads = [threading.Thread(target=racer.press, args=("Create the owner account",)) for racer in racers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(racer.status for racer in racers) == [200, 403]
    assert (count(User), count(FirstRun)) == (1, 1)


def test_mistakes_come_back_with_what_was_typed(browser: Browser) -> None:
    browser.open(f"/setup?token={fresh_link()}").fill({"Name": "Olga", "Email": "nonsense", "Password": "short"})
    browser.press("Create the owner account")
    assert browser.status == 422
    assert (browser.value("Name"), len(browser.errors)) == ("Olga", 2)
