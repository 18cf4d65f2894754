"""One-time links and codes: what is stored of them, for whom they open, and what kills them."""

from flask import Flask
from sqlalchemy import select

from tests.support.make import make_user
from tests.support.stage import found, own_context, saving
from tests.support.together import together
from webapp.clock import now
from webapp.database import writing
from webapp.extensions import db
from webapp.models.link import Link, open_link, use_link
from webapp.models.link_code import add_code, code_hash
from webapp.models.user import User


def made(purpose: str = "reset", user: User | None = None, **values: object) -> str:
    with saving() as session:
        return Link.make(purpose, user=session.get_one(User, user.id) if user else None, **values)[1]


def opens(token: str, *purposes: str) -> bool:
    with own_context():
        return open_link(token, *purposes) is not None


def test_a_link_opens_what_it_was_made_for_and_nothing_else(app: Flask) -> None:
    token = made("reset", make_user())
    assert opens(token, "reset")
    assert opens(token, "password", "reset")
    assert not opens(token, "login")
    assert not opens(token)


def test_a_token_has_256_bits_and_only_its_hash_is_stored(app: Flask) -> None:
    token = made("reset", make_user())
    assert len(token) == 43
    assert token not in repr([vars(link) for link in found(select(Link))])


def test_the_newest_kills_the_older_of_the_same_person_and_purpose_only(app: Flask) -> None:
    ada, bob = make_user(), make_user()
    older, login, bobs, newer = made("reset", ada), made("login", ada), made("reset", bob), made("reset", ada)
    assert [opens(token, "reset", "login") for token in (older, login, bobs, newer)] == [False, True, True, True]


def test_links_of_an_address_are_killed_by_those_of_the_same_address(app: Flask) -> None:
    older, other, newer = (made("signup", address_key=key) for key in ("a@example.org", "b@example.org", "a@example.org"))
    assert [opens(token, "signup") for token in (older, other, newer)] == [False, True, True]


def test_another_address_or_another_password_kills_a_persons_links(app: Flask) -> None:
    moved, changed = make_user(), make_user()
    tokens = [made("reset", moved), made("reset", changed)]
    with saving() as session:
        session.get_one(User, moved.id).email_key = "elsewhere@example.org"
        session.get_one(User, changed.id).password_changed_at = now()
    assert [opens(token, "reset") for token in tokens] == [False, False]


def test_twenty_at_once_use_a_link_once(app: Flask) -> None:
    token = made("reset", make_user())

    def use() -> bool:
        with writing():
            return use_link(token, "reset") is not None

    assert sorted(together(*[use] * 20)) == [False] * 19 + [True]


def test_who_saw_the_link_open_still_has_to_win_it(app: Flask) -> None:
    token = made("reset", make_user())
    with own_context():
        seen = open_link(token, "reset")
        assert seen is not None
        with writing():
            assert use_link(token, "reset") is not None
        with writing():
            assert not db.session.get_one(Link, seen.id).use()


def test_a_code_has_eight_letters_that_are_no_words(app: Flask) -> None:
    with own_context(), writing():
        code = add_code(Link.make("signup", address_key="a@example.org")[0], "a browser")
    assert len(code) == 9
    assert set(code) <= {*"BCDFGHJKLMNPQRSTVWXZ", "-"}


def test_the_same_code_in_another_browser_has_another_hash() -> None:
    from_first, from_second = (code_hash(browser, "BCDFGHJK") for browser in ("first", "second"))
    assert from_first != from_second
