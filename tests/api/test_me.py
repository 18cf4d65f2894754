"""Who a token belongs to: one header opens it, no cookie does."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.support.acting import does
from tests.support.browser import Browser
from tests.support.clock import Clock
from tests.support.factors import give_app
from tests.support.legal import put_up
from tests.support.make import make_group, make_user, sign_in
from tests.support.openid.stage import link, offer
from tests.support.settings import setting
from tests.support.stage import found, only, saving
from tests.support.tokens import ME, ask, give_token
from webapp.extensions import db
from webapp.models.api_token import ApiToken
from webapp.models.group import Group
from webapp.models.permissions import Role
from webapp.models.user import User
from webapp.providers import Provider


def test_it_tells_the_person_and_what_the_token_may(app: Flask) -> None:
    ada = make_user("staff", name="Ada")
    answer = ask(app, give_token(ada, "submissions:read"))
    assert answer.status_code == 200
    told = answer.json
    assert (told["name"], told["role"], told["scopes"], told["token"]["name"]) == ("Ada", "staff", ["submissions:read"], "Script")
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("header", ["", "Bearer ", "Bearer lodge_nothing", "Basic {token}", "{token}", "Bearer {token}x"])
def test_anything_but_a_good_token_is_refused_as_a_problem(app: Flask, header: str) -> None:
    token = give_token(make_user())
    sent = {"Authorization": header.format(token=token)} if header else {}
    with app.test_client() as client:
        answer = client.get(ME, headers=sent)
    assert (answer.status_code, answer.mimetype) == (401, "application/problem+json")
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert (answer.json["status"], answer.json["request_id"]) == (401, answer.headers["X-Request-ID"])


def test_a_log_in_does_not_open_it(browser: Browser) -> None:
    sign_in(browser, make_user("owner"))
    answer = browser.send("GET", ME)
    assert answer.status_code == 401
    assert "Set-Cookie" not in answer.headers


def test_a_token_opens_no_page(app: Flask) -> None:
    token = give_token(make_user("owner"), "users:read")
    for path in ("/account", "/account/tokens/new", "/account/password", "/admin/users", "/drafts/1"):
        assert ask(app, token, path).status_code in {303, 404}, path


def test_it_counts_whatever_cookie_comes_with_it(browser: Browser) -> None:
    ada, eve = make_user(name="Ada"), make_user(name="Eve")
    token = give_token(ada)
    sign_in(browser, eve)
    answer = browser.send("GET", ME, headers={"Authorization": f"Bearer {token}"})
    assert answer.json["name"] == "Ada"


def test_it_ends_on_its_day(app: Flask, clock: Clock) -> None:
    token = give_token(make_user(), days=7)
    clock.move(days=6, hours=23)
    assert ask(app, token).status_code == 200
    clock.move(hours=1)
    assert ask(app, token).status_code == 401


def test_it_dies_with_a_suspension_and_stays_dead(app: Flask) -> None:
    owner, ada = make_user("owner"), make_user()
    token = give_token(ada)
    does(owner, "suspend", ada, reason="For a test.")
    assert ask(app, token).status_code == 401
    does(owner, "unsuspend", ada)
    assert ask(app, token).status_code == 401


def test_it_dies_with_a_deletion(app: Flask) -> None:
    owner, ada = make_user("owner"), make_user()
    token = give_token(ada)
    does(owner, "delete", ada)
    does(owner, "restore", ada)
    assert ask(app, token).status_code == 401


def test_a_suspended_person_is_out_whatever_the_token_says(app: Flask) -> None:
    ada = make_user()
    token = give_token(ada)
    with saving() as session:
        user = session.get_one(User, ada.id)
        user.status, user.suspended_reason = "suspended", "By hand."
    assert ask(app, token).status_code == 401


def test_what_the_role_has_lost_the_token_has_lost(app: Flask) -> None:
    owner, ada = make_user("owner"), make_user("admin")
    token = give_token(ada, "users:read", "submissions:read")
    does(owner, "grant_role", ada, role=Role.STAFF)
    assert ask(app, token).json["scopes"] == ["submissions:read"]


def test_its_use_is_noted_at_most_every_five_minutes(app: Flask, clock: Clock) -> None:
    token = give_token(make_user())
    ask(app, token)
    first = clock.now
    clock.move(minutes=4)
    ask(app, token)
    assert found(select(ApiToken.last_used_at)) == [first]
    clock.move(minutes=1)
    ask(app, token)
    assert found(select(ApiToken.last_used_at)) == [first + timedelta(minutes=5)]


def test_only_its_hash_is_stored(app: Flask) -> None:
    token = give_token(make_user())
    with app.app_context():
        row = db.session.scalars(select(ApiToken)).one()
        assert token not in str({name: getattr(row, name) for name in [column.name for column in row.__table__.c]})
    assert len(only(select(ApiToken.token_hash))) == 64


def test_unknown_addresses_of_the_api_answer_as_it_does(app: Flask) -> None:
    answer = ask(app, give_token(make_user()), "/api/v1/nothing")
    assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")


def test_who_has_to_add_a_second_step_first_is_refused_until_they_did(app: Flask) -> None:
    ada = make_user("staff")
    token = give_token(ada, "submissions:read")
    setting(second_factor="staff")
    answer = ask(app, token)
    assert (answer.status_code, answer.mimetype) == (403, "application/problem+json")
    assert "has to add a second step" in answer.json["detail"]
    assert found(select(ApiToken.last_used_at)) == [None]
    give_app(ada)
    assert ask(app, token).status_code == 200


def test_a_group_asks_for_the_second_step_of_programs_too(app: Flask) -> None:
    ada, bob = make_user(), make_user()
    group = make_group("Vault", ada)
    with saving() as session:
        session.get_one(Group, group.id).needs_second_factor = True
    assert [ask(app, give_token(one)).status_code for one in (ada, bob)] == [403, 200]


def test_who_comes_by_a_trusted_provider_needs_no_second_step_here(app: Flask) -> None:
    ada, issuer = make_user(), "https://id.example.org"
    setting(second_factor="everybody")
    link(ada, issuer)
    token = give_token(ada)
    offer(Provider("acme", "Acme", issuer, "lodge"))
    assert ask(app, token).status_code == 403
    offer(Provider("acme", "Acme", issuer, "lodge", is_trusted=True))
    assert ask(app, token).status_code == 200


def test_token_of_who_has_to_accept_something_opens_nothing(app: Flask) -> None:
    token = give_token(make_user())
    put_up("terms", "Be kind.", acceptance="everybody")
    answer = ask(app, token)
    assert (answer.status_code, answer.json["title"]) == (403, "Not accepted yet")
