"""One code, many hands at the same moment: it counts once."""

import json

from flask import Flask
from sqlalchemy import func, select

from tests.races.senders import at_once
from tests.support.authenticator import enrol, options_for, sign
from tests.support.browser import HOME, Browser
from tests.support.factors import SEED, first_step, give_app
from tests.support.make import make_user, sign_in
from tests.support.quick import use_quick_hashes
from tests.support.settings import setting
from tests.support.stage import count, only
from tests.support.together import together
from webapp.database import writing
from webapp.models.login_session import LoginSession
from webapp.models.recovery_code import RecoveryCode, codes_of, compare
from webapp.models.totp import Totp
from webapp.models.user import User

TWENTY = range(20)


def test_code_of_the_app_counts_for_one_of_twenty(app: Flask) -> None:
    ada = make_user()
    give_app(ada)

    def use() -> bool:
        with writing():
            return Totp.use(ada.id, 7)

    assert sorted(together(*(use for _ in TWENTY))) == [False] * 19 + [True]


def test_recovery_code_counts_for_one_of_twenty(app: Flask) -> None:
    ada = make_user()
    give_app(ada)
    with app.app_context():
        match = compare(ada.id, codes_of(SEED)[5])
    assert match is not None

    def use() -> bool:
        with writing():
            return RecoveryCode.use(ada.id, match)

    assert sorted(together(*(use for _ in TWENTY))) == [False] * 19 + [True]
    assert only(select(func.count()).where(RecoveryCode.used_at.is_not(None))) == 1


def tabs(app: Flask, user: User, code: str) -> list[Browser]:
    """Twenty browsers that have given the password and typed the code."""
    return [first_step(Browser(app), user).fill({"Code": code}) for _ in TWENTY]


def test_twenty_log_ins_with_one_code_open_one_door(app: Flask, monkeypatch) -> None:
    use_quick_hashes(monkeypatch)
    ada = make_user()
    phone = give_app(ada)
    # All twenty are looked at: the limits are not what stops them.
    setting(factor_person=100, factor_person_hour=100, factor_network=100, factor_network_hour=100)
    outcomes = at_once([lambda tab=tab: tab.press("Log in").heading for tab in tabs(app, ada, phone.code())])
    assert sorted(outcomes).count("Enter your code") == 19, outcomes
    assert count(LoginSession) == 1


def test_of_twenty_wrong_codes_at_once_five_are_looked_at(app: Flask, monkeypatch) -> None:
    use_quick_hashes(monkeypatch)
    ada = make_user()
    give_app(ada)
    at_once([lambda tab=tab: tab.press("Log in") for tab in tabs(app, ada, "000000")])
    assert only(select(Totp.wrong_in_a_row)) == 5


def test_one_answer_of_a_passkey_sent_twenty_times_opens_one_door(app: Flask) -> None:
    key = enrol(sign_in(Browser(app), make_user()))
    first = Browser(app).open("/login")
    answer = json.dumps(sign(key, options_for(first, "/login/passkey")))
    fields = {"credential": answer, "csrf_token": first.csrf_token}
    cookie = first.client.get_cookie("lodge", domain="localhost")
    tabs = [Browser(app) for _ in TWENTY]
    for tab in tabs:
        tab.client.set_cookie("lodge", cookie.value, domain="localhost")
    outcomes = at_once([lambda tab=tab: tab.send("POST", "/login/passkey", fields, headers={"Origin": HOME}) for tab in tabs])
    assert sorted(one.status_code for one in outcomes) == [303] + [422] * 19
    assert count(LoginSession) == 2
