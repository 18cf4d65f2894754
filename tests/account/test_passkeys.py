"""One's own passkeys: added, named, removed; and the wrong ceremonies that add none."""

import pytest
from flask import Flask
from sqlalchemy import select, update

from tests.support.authenticator import (
    RIGHT,
    UP,
    UV,
    Key,
    Ways,
    creation_options,
    enrol,
    log_in_with,
    make,
    send,
    wrongly,
)
from tests.support.browser import HOME, Browser
from tests.support.clock import Clock
from tests.support.databases import environ_for, migrated
from tests.support.make import PASSWORD, make_user, sign_in
from tests.support.stage import count, found, only, saving
from webapp.access.passkeys import can_hold_passkeys, why_not
from webapp.models.event import Event
from webapp.models.outbox import OutboxMail
from webapp.models.passkey import MOST, Passkey, PasskeyHolder
from webapp.models.recovery_code import RecoveryCode
from webapp.models.user import User

PAGE = "/account/passkeys"


@pytest.fixture
def ada(browser: Browser) -> Browser:
    return sign_in(browser, make_user(email="ada@example.org", name="Ada"))


def add(browser: Browser, credential: dict[str, object]) -> Browser:
    return send(browser.open(f"{PAGE}/new"), credential, "Add a passkey")


def test_first_one_is_added_with_recovery_codes(ada: Browser) -> None:
    enrol(ada)
    assert ada.open(PAGE).has("never")
    assert found(select(Event.action)) == ["user.passkey_added"]
    assert found(select(OutboxMail.subject)) == ["A passkey was added"]
    assert count(RecoveryCode) == 10
    assert only(select(Passkey.transports)) == "hybrid,internal"


def test_handle_is_random_and_says_nothing(ada: Browser) -> None:
    options = creation_options(ada)
    assert len(only(select(PasskeyHolder.handle))) == 64
    assert options["user"]["name"] == "ada@example.org"
    assert creation_options(ada)["user"]["id"] == options["user"]["id"]
    assert (options["attestation"], options["rp"]["id"]) == ("none", "localhost")


def test_what_is_held_already_is_excluded(ada: Browser) -> None:
    enrol(ada)
    assert len(creation_options(ada)["excludeCredentials"]) == 1


@pytest.mark.parametrize(
    "ways",
    [
        wrongly(origin="https://evil.example"),
        wrongly(rp_id="evil.example"),
        wrongly(kind="webauthn.get"),
        wrongly(flags=UV),
        wrongly(challenge=b"of my own making"),
        wrongly(cross_origin=True),
        wrongly(algorithm=-65535),
    ],
    ids=lambda ways: ",".join(f"{name}={value}" for name, value in vars(ways).items() if value != getattr(RIGHT, name)),
)
def test_wrong_ceremony_adds_nothing(ada: Browser, ways: Ways) -> None:
    enrol(ada, ways)
    assert ada.status == 422
    assert count(Passkey) == 0


def test_challenge_is_good_once(ada: Browser) -> None:
    options = creation_options(ada)
    first, second = make(Key(), options), make(Key(), options)
    add(ada, first)
    assert add(ada, second).status == 422
    assert count(Passkey) == 1


def test_challenge_is_good_for_five_minutes(ada: Browser, clock: Clock) -> None:
    credential = make(Key(), creation_options(ada))
    clock.move(minutes=5, seconds=1)
    assert add(ada, credential).status == 422


def test_key_of_somebody_else_is_not_taken_over(ada: Browser, app: Flask) -> None:
    key = enrol(ada)
    eve = sign_in(Browser(app), make_user())
    add(eve, make(Key(credential_id=key.credential_id), creation_options(eve)))
    assert eve.has("This passkey belongs to an account already.")
    assert count(Passkey) == 1


def test_there_are_twenty_at_most(ada: Browser) -> None:
    user_id = only(select(User.id))
    row = {"user_id": user_id, "attested": b"", "sign_count": 0, "is_complete": True, "is_backup_eligible": False, "name": "x"}
    with saving() as session:
        session.add_all(Passkey(number=number, credential_id=bytes([number]), **row) for number in range(1, MOST + 1))
    assert ada.open(PAGE).has("You have 20 passkeys")
    enrol(ada)
    assert ada.status == 403
    assert count(Passkey) == MOST


def test_it_is_named_and_renamed(ada: Browser) -> None:
    credential = make(Key(), creation_options(ada))
    add(ada.open(f"{PAGE}/new").fill({"Name": "Work laptop"}), credential)
    ada.open(PAGE).follow("Rename").fill({"Name": "Old laptop"}).press("Save the name")
    assert ada.has("Old laptop")


def test_it_is_removed_after_a_question_and_opens_nothing_any_more(ada: Browser, app: Flask) -> None:
    key = enrol(ada)
    ada.open(PAGE).follow("Remove").press("Remove the passkey")
    assert (count(Passkey), count(RecoveryCode)) == (0, 0)
    assert "A passkey was removed" in found(select(OutboxMail.subject))
    assert log_in_with(Browser(app), key).status == 422


def test_last_way_to_log_in_stays(ada: Browser) -> None:
    enrol(ada)
    with saving() as session:
        session.execute(update(User).values(password_hash=None))
    ada.open(PAGE).follow("Remove").press("Remove the passkey")
    assert ada.has("your only way to log in")
    assert count(Passkey) == 1


def test_nobody_sees_or_removes_those_of_others(ada: Browser, app: Flask) -> None:
    enrol(ada)
    number = only(select(Passkey.id))
    eve = sign_in(Browser(app), make_user())
    assert [eve.open(f"{PAGE}/{number}{more}").status for more in ("", "/remove")] == [404, 404]


def test_adding_is_confirmed_first(ada: Browser, clock: Clock) -> None:
    clock.move(minutes=11)
    assert ada.open(f"{PAGE}/new").heading == "Confirm it's you"
    assert ada.fill({"Password": PASSWORD}).press("Confirm").path == f"{PAGE}/new"


def test_counter_and_backup_flag_are_kept(ada: Browser) -> None:
    enrol(ada, wrongly(flags=UP | UV | 0x08, counter=41))
    assert (only(select(Passkey.sign_count)), only(select(Passkey.is_backup_eligible))) == (41, True)


@pytest.mark.parametrize(
    ("base", "can"),
    [
        ("https://portal.example.org", True),
        ("http://localhost:5000", True),
        ("http://portal.example.org", False),
        ("https://192.0.2.7", False),
        ("http://127.0.0.1:5000", False),
        ("https://[2001:db8::7]", False),
    ],
)
def test_only_names_can_hold_passkeys(base: str, can: bool) -> None:
    assert can_hold_passkeys(base) is can


def test_page_says_why_there_can_be_none(tmp_path) -> None:
    app = migrated(environ_for(tmp_path, base_url="http://127.0.0.1:5000"))
    with app.test_request_context("/account/passkeys", base_url="http://127.0.0.1:5000"):
        assert why_not() == "Passkeys need a name and encryption. This portal's address, http://127.0.0.1:5000, has not both."
    assert "passkey" not in app.test_client().get("/login", base_url="http://127.0.0.1:5000").text


def test_other_name_of_this_machine_is_told_where_passkeys_belong(ada: Browser) -> None:
    cookie = ada.client.get_cookie("lodge", domain="localhost")
    ada.client.set_cookie("lodge", cookie.value, domain="127.0.0.1")
    page = ada.client.get(PAGE, base_url="http://127.0.0.1").text
    assert f"Passkeys belong to the address {HOME}." in page
