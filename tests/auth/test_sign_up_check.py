"""Signing up by mail, first screen: whatever the address, the same answer; a code works in its browser, five times at most."""

import re
from time import process_time

import pytest
from flask import Flask
from sqlalchemy import select

from tests.support.browser import Browser
from tests.support.clock import Clock
from tests.support.make import make_user, sign_in
from tests.support.post import code_in, link_in, mails, newest, subjects
from tests.support.settings import setting
from tests.support.stage import count, found, only
from webapp.models.event import Event, StrangerEvent
from webapp.models.link import Link
from webapp.models.user import User

BO = "bo@example.org"


def ask(browser: Browser, email: str = BO) -> Browser:
    return browser.open("/signup").fill({"Email": email}).press("Sign up")


def type_code(browser: Browser, code: str) -> Browser:
    return browser.open("/signup/check").fill({"Code": code}).press("Continue")


def test_the_address_is_written_to_and_no_account_is_made(by_mail: Browser) -> None:
    ask(by_mail)
    assert by_mail.has(f"Check your email. We have sent a link (24 hours) and a code (15 minutes) to {BO}.")
    assert subjects(BO) == ["Confirm your email address"]
    assert count(User) == 0


def test_a_known_address_gets_another_mail_and_at_most_one_a_day(by_mail: Browser, clock: Clock) -> None:
    make_user(email=BO)
    ask(by_mail)
    ask(by_mail)
    assert subjects(BO) == ["You already have an account"]
    clock.move(hours=25)
    ask(by_mail)
    assert subjects(BO) == ["You already have an account"] * 2


def answers(browser: Browser, email: str) -> list[tuple[int, str]]:
    """What a stranger sees of an address: the pages after asking, after a wrong code, after asking again."""
    ask(browser, email)
    seen = [(browser.status, browser.html)]
    seen.append((type_code(browser, "BCDFGHJK").status, browser.html))
    seen.append((browser.press("Send it again").status, browser.html))
    return [(status, re.sub(r'(csrf_token" value|nonce)="[^"]*"', "", html).replace(email, "")) for status, html in seen]


def test_a_stranger_cannot_tell_a_known_address_from_an_unknown_one(by_mail: Browser) -> None:
    make_user(email="known@example.org")
    known = answers(by_mail, "known@example.org")
    assert [status for status, _ in known] == [200, 422, 200]
    assert known == answers(Browser(by_mail.client.application), "never@example.org")


def test_a_known_address_costs_as_much_as_an_unknown_one(by_mail: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    make_user(email="known@example.org")

    def seconds(email: str) -> float:
        browser = Browser(by_mail.client.application).open("/signup").fill({"Email": email})
        begun = process_time()
        browser.press("Sign up")
        return process_time() - begun

    times = [(seconds("known@example.org"), seconds("never@example.org")) for _ in range(8)]
    # The least of each, in CPU time: a busy machine only adds.
    known, never = min(one for one, _ in times), min(other for _, other in times)
    assert abs(known - never) < 0.005


def test_the_code_leads_on_whatever_its_case_and_dashes(by_mail: Browser) -> None:
    ask(by_mail)
    code = code_in(newest(BO))
    assert type_code(by_mail, f" {code.replace('-', ' - ').lower()} ").heading == "Finish signing up"


def test_the_code_works_only_in_the_browser_that_asked(by_mail: Browser) -> None:
    other = ask(Browser(by_mail.client.application), "other@example.org")
    ask(by_mail)
    code = code_in(newest(BO))
    assert type_code(other, code).status == 422


def test_after_five_wrong_codes_the_right_one_is_wrong_too_but_the_link_works(by_mail: Browser) -> None:
    ask(by_mail)
    for _ in range(5):
        assert type_code(by_mail, "BCDF-GHJK").errors == [
            "That code is not right, or it is too old. Check it, or have a new one sent."
        ]
    assert type_code(by_mail, code_in(newest(BO))).status == 422
    assert by_mail.open(link_in(newest(BO))).heading == "Finish signing up"


def test_the_code_lives_a_quarter_of_an_hour(by_mail: Browser, clock: Clock) -> None:
    ask(by_mail)
    clock.move(minutes=16)
    assert type_code(by_mail, code_in(newest(BO))).status == 422


def test_a_code_works_once(by_mail: Browser) -> None:
    ask(by_mail)
    code = code_in(newest(BO))
    type_code(by_mail, code)
    assert by_mail.open("/signup/check").status == 410


def test_sending_again_kills_the_older_link(by_mail: Browser) -> None:
    ask(by_mail).press("Send it again")
    older, newer = mails(BO)
    assert Browser(by_mail.client.application).open(link_in(older)).status == 410
    assert Browser(by_mail.client.application).open(link_in(newer)).status == 200


def test_the_fourth_time_in_an_hour_nothing_is_sent_and_the_link_lives_on(by_mail: Browser, clock: Clock) -> None:
    for _ in range(4):
        assert ask(by_mail).heading == "Check your email"
    assert len(mails(BO)) == 3
    assert Browser(by_mail.client.application).open(link_in(newest(BO))).status == 200


def test_a_filled_trap_sends_nothing_and_says_nothing(by_mail: Browser) -> None:
    by_mail.open("/signup").fill({"Email": BO, "Leave this empty": "x"}).press("Sign up")
    assert by_mail.heading == "Check your email"
    assert mails(BO) == []


def test_asking_is_noted_outside_the_chain_without_the_address(by_mail: Browser) -> None:
    ask(by_mail)
    line = only(select(StrangerEvent))
    assert (line.action, len(line.identifier_hmac)) == ("signup_requested", 64)
    assert count(Event) == 0


def test_without_having_asked_there_is_no_page(by_mail: Browser) -> None:
    assert by_mail.open("/signup/check").status == 410


def test_only_hashes_are_stored(by_mail: Browser) -> None:
    ask(by_mail)
    mail, link = newest(BO), only(select(Link))
    stored = repr(vars(link))
    assert link_in(mail).rpartition("/")[2] not in stored
    assert code_in(mail).replace("-", "") not in stored


def test_a_network_is_told_to_wait(app: Flask, by_mail: Browser) -> None:
    setting(signup_network_hour=1)
    ask(by_mail)
    assert ask(Browser(app), "other@example.org").status == 429
    assert found(select(Link.id)) == [1]


def test_an_administrator_cannot_read_a_strangers_link_or_code_in_the_outbox(by_mail: Browser) -> None:
    ask(by_mail)
    mail = newest(BO)
    olga = sign_in(Browser(by_mail.client.application), make_user("owner")).open(f"/admin/outbox/{mail.id}")
    assert olga.has("Confirm your email address")
    assert not olga.has(code_in(mail))
    assert not olga.has(link_in(mail))
