"""What is kept while somebody logs in again: the address as it came, and what was typed, for one person and an hour."""

import random
from io import BytesIO

import pytest
from flask import Flask, session
from sqlalchemy import select

from tests.support.clock import Clock
from tests.support.make import make_user
from tests.support.stage import only
from webapp.access.kept import LONGEST_ADDRESS, asked_address, keep_blocked, keep_typed, shown_pairs, take_kept, typed_pairs
from webapp.extensions import db
from webapp.models.kept_post import KeptPost

TYPED = {"name": "Grace", "password": "hunter2", "new_password": "hunter3", "csrf_token": "x"}


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("/forms?page=a%2Bb&q=%C3%A5", "/forms?page=a%2Bb&q=%C3%A5"),
        ("/forms/%C3%A5%20b%3Fc", "/forms/%C3%A5%20b%3Fc"),
        ("/forms/a%0D%0AX-Evil:1", "/forms/a%0D%0AX-Evil:1"),
        ("/forms?q=%0D%0A", "/forms?q=%0D%0A"),
        ("//evil.example/x", "/evil.example/x"),
        ("/%5Cevil.example", "/evil.example"),
        ("/forms?q=" + "a" * LONGEST_ADDRESS, "/forms"),
        ("/forms/" + "a" * LONGEST_ADDRESS, "/"),
    ],
)
def test_an_address_is_kept_as_it_came_and_leads_nowhere_else(app: Flask, asked: str, kept: str) -> None:
    """ASVS 3.7.2 in spirit: a path of this site, whatever was asked."""
    with app.test_request_context(asked, environ_overrides={"PATH_INFO": path_of(asked)}):
        assert asked_address() == kept


def path_of(asked: str) -> str:
    """As a server hands it on."""
    raw = asked.partition("?")[0].replace("%5C", "\\").replace("%0D%0A", "\r\n").replace("%20", " ").replace("%3F", "?")
    return raw.replace("%C3%A5", "å".encode().decode("latin-1"))


def test_passwords_and_tokens_are_not_kept(app: Flask) -> None:
    """ASVS 14.2.6 in spirit."""
    with app.test_request_context("/account/name", method="POST", data=TYPED):
        assert typed_pairs() == [("name", "Grace")]


@pytest.mark.parametrize("name", ["row_version", "rev", "shown", "packed", "frozen", "f_born-day", "_saved", "csrf_token"])
def test_what_only_pages_understand_is_sent_again_and_not_shown(name: str) -> None:
    assert shown_pairs([("name", "Grace"), (name, "1"), ("reason", "")]) == [("name", "Grace")]


def test_it_is_for_one_person_for_an_hour(app: Flask, clock: object) -> None:
    ada, bob = make_user(), make_user()
    with app.test_request_context("/account/name", method="POST", data=TYPED):
        assert keep_typed(ada.id)
        assert take_kept(ada.id) == ("/account/name", [("name", "Grace")], [])
        assert take_kept(bob.id) is None
        clock.move(minutes=60, seconds=1)  # type: ignore[attr-defined]
        assert take_kept(ada.id) is None


def test_what_was_blocked_is_for_ten_minutes_and_names_its_files(app: Flask, clock: Clock) -> None:
    ada = make_user()
    file = {"name": "Grace", "letter": (BytesIO(b"Dear"), "letter.txt")}
    with app.test_request_context("/account/name", method="POST", data=file):
        keep_blocked(ada.id)
        clock.move(minutes=9, seconds=59)
        assert take_kept(ada.id) == ("/account/name", [("name", "Grace")], ["letter.txt"])
        clock.move(seconds=1)
        assert take_kept(ada.id) is None


def test_neither_the_database_nor_the_cookie_alone_reads_it(app: Flask) -> None:
    """ASVS 11.3.2, 14.1.2: encrypted under a key that neither holds."""
    ada = make_user()
    with app.test_request_context("/account/name", method="POST", data=TYPED):
        keep_typed(ada.id)
        stored = db.session.scalar(select(KeptPost.body))
        assert b"Grace" not in stored
        assert "Grace" not in str(dict(session))
        session["kept"] = "".join(random.Random(1).choices("abc", k=43))
        assert take_kept(ada.id) is None
        db.session.remove()
    assert only(select(KeptPost.user_id)) == ada.id


def test_a_stranger_leaves_nothing_behind(app: Flask) -> None:
    with app.test_request_context("/account/name", method="POST", data=TYPED):
        assert not keep_typed(None)


def test_order_and_repeats_stay_and_secrets_go(app: Flask) -> None:
    typed = "b=1&a=2&b=3&csrf_token=x&password=y&new_password=z&current-Password=w"
    kind = "application/x-www-form-urlencoded"
    with app.test_request_context("/", method="POST", data=typed, content_type=kind):
        assert typed_pairs() == [("b", "1"), ("b", "3"), ("a", "2")]
