"""Log in with an OpenID provider: npm's oidc-provider is the real other side."""

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from tests.support.browser import Browser
from tests.support.clock import Clock
from tests.support.factors import first_step, give_app, second_step
from tests.support.make import PASSWORD, make_group, make_user
from tests.support.openid.hostile import Hostile
from tests.support.openid.real import Real, There, running
from tests.support.openid.stage import leave, link, log_in, offer
from tests.support.settings import setting
from tests.support.stage import count, found, only, saving
from webapp.extensions import db
from webapp.models.event import Event
from webapp.models.group import membership
from webapp.models.identity import Identity
from webapp.models.login_session import LoginSession
from webapp.models.outbox import OutboxMail
from webapp.models.user import User
from webapp.oidc import directory


@pytest.fixture(scope="module")
def real() -> Iterator[Real]:
    with running("http://localhost/login/oidc/acme/callback") as provider:
        yield provider


def test_whoever_is_linked_gets_in(browser: Browser, real: Real) -> None:
    offer(real.provider())
    link(make_user(name="Ada"), real.issuer)
    assert log_in(browser, There()).path == "/"
    assert browser.open("/account").has("Ada")
    assert only(select(LoginSession.methods)) == "oidc"
    assert only(select(Event.action)) == "login_success"
    assert only(select(Identity.last_used_at)) is not None


def test_it_goes_on_to_where_the_person_was_going(browser: Browser, real: Real) -> None:
    offer(real.provider())
    link(make_user(), real.issuer)
    browser.open("/account/sessions")
    assert log_in(browser, There()).path == "/account/sessions"


def test_address_of_one_provider_asks_before_it_leaves(browser: Browser, own: Hostile) -> None:
    browser.open("/login/oidc/acme")
    assert browser.heading == "Log in with Acme"
    assert own.asked_for == []
    assert browser.press("Log in with Acme").heading == "On to Acme"


def test_provider_that_is_not_there_is_nowhere(browser: Browser, own: Hostile) -> None:
    assert browser.open("/login/oidc/nobody").status == 404
    assert browser.open("/login/oidc/nobody/callback").status == 404


def test_own_second_step_is_asked_after_any_provider(browser: Browser, own: Hostile) -> None:
    ada = make_user()
    app = give_app(ada)
    link(ada, own.issuer)
    assert browser.open(own.grant(leave(browser))).path == "/login/second-step"
    assert count(LoginSession) == 0
    second_step(browser, app.code())
    assert only(select(LoginSession.methods)) == "oidc and app code"


def test_trusted_provider_counts_as_both_steps(browser: Browser, own: Hostile) -> None:
    offer(own.provider(is_trusted=True))
    ada = make_user()
    give_app(ada)
    link(ada, own.issuer)
    assert browser.open(own.grant(leave(browser))).path == "/"


def test_trusted_provider_counts_where_a_second_step_is_demanded(browser: Browser, own: Hostile) -> None:
    offer(own.provider(is_trusted=True))
    setting(second_factor="everybody")
    link(make_user(), own.issuer)
    browser.open(own.grant(leave(browser)))
    assert browser.open("/account").path == "/account"


def test_any_other_provider_leads_to_enrolment_there(browser: Browser, own: Hostile) -> None:
    setting(second_factor="everybody")
    link(make_user(), own.issuer)
    browser.open(own.grant(leave(browser)))
    assert browser.open("/account").path == "/account/two-factor"


def test_log_in_there_long_ago_is_no_confirmation_here(browser: Browser, own: Hostile) -> None:
    link(make_user(), own.issuer)
    browser.open(own.grant(leave(browser)))
    assert browser.open("/account/email").heading == "Confirm it's you"


@pytest.mark.parametrize(("has_password", "heading"), [(False, "Change your email address"), (True, "Confirm it's you")])
def test_log_in_there_just_now_confirms_only_who_holds_nothing_stronger(
    browser: Browser, own: Hostile, clock: Clock, has_password: bool, heading: str
) -> None:
    link(make_user() if has_password else make_user(password_hash=None), own.issuer)
    own.claims = {"auth_time": int(clock.now.timestamp())}
    browser.open(own.grant(leave(browser)))
    assert browser.open("/account/email").heading == heading


@pytest.mark.parametrize("status", ["suspended", "pending", "deleted"])
def test_state_of_the_account_shuts_this_door_too(browser: Browser, own: Hostile, status: str) -> None:
    link(make_user(status=status), own.issuer)
    assert browser.open(own.grant(leave(browser))).status == 403
    assert count(LoginSession) == 0
    assert only(select(Event.action)) == "login_failed"


def test_password_log_in_says_nothing_of_an_account_without_one(browser: Browser, own: Hostile) -> None:
    ada = make_user(password_hash=None)
    link(ada, own.issuer)
    browser.open("/login").fill({"Email": ada.email, "Password": PASSWORD}).press("Log in")
    assert (browser.status, browser.errors) == (422, ["Email or password is incorrect."])


# What groups there mean here.
def test_groups_are_given_and_taken_at_each_log_in(browser: Browser, own: Hostile) -> None:
    offer(own.provider(groups={"engineers": "Engineering", "desk": "Front desk"}))
    ada = make_user()
    make_group("Front desk", ada), make_group("Engineering"), make_group("Chess", ada)
    link(ada, own.issuer)
    own.claims = {"groups": ["engineers", "unheard of"]}
    browser.open(own.grant(leave(browser)))
    assert len(found(select(membership.c.group_id).where(membership.c.user_id == ada.id))) == 2
    detail = only(select(Event.fields).where(Event.action == "user.groups_changed"))
    assert detail == ["groups"]


def test_groups_come_from_the_page_about_the_person_too(browser: Browser, real: Real) -> None:
    offer(real.provider(groups={"engineers": "Engineering"}))
    ada, group = make_user(), make_group("Engineering")
    link(ada, real.issuer, "grouped")
    log_in(browser, There(), "grouped")
    assert only(select(membership.c.group_id).where(membership.c.user_id == ada.id)) == group.id


ROLES = {"desk": "staff", "watch": "auditor"}


@pytest.mark.parametrize(
    ("role", "groups", "after"),
    [
        ("member", ["desk"], "staff"),
        ("member", ["watch", "desk"], "staff"),
        ("staff", ["watch"], "auditor"),
        ("staff", [], "member"),
        ("admin", ["desk"], "admin"),
        ("admin", [], "admin"),
        ("owner", ["desk"], "owner"),
    ],
)
def test_role_follows_the_groups_and_what_was_given_by_hand_stays(
    browser: Browser, own: Hostile, role: str, groups: list[str], after: str
) -> None:
    offer(own.provider(roles=ROLES))
    link(make_user(role), own.issuer)
    own.claims = {"groups": groups}
    browser.open(own.grant(leave(browser)))
    assert only(select(User.role)) == after
    assert ("user.role_mapped" in found(select(Event.action))) == (role != after)
    assert any("role" in subject for subject in found(select(OutboxMail.subject))) == (role != after)


def test_mapped_role_stays_until_the_next_log_in_there(browser: Browser, own: Hostile) -> None:
    offer(own.provider(roles=ROLES))
    ada = make_user("staff")
    link(ada, own.issuer)
    first_step(browser, ada)
    assert only(select(User.role)) == "staff"
    browser.open("/").press("Log out").open(own.grant(leave(browser)))
    assert only(select(User.role)) == "member"


def test_unmapped_provider_changes_no_role(browser: Browser, own: Hostile) -> None:
    link(make_user("staff"), own.issuer)
    own.claims = {"groups": ["desk"]}
    browser.open(own.grant(leave(browser)))
    assert only(select(User.role)) == "staff"


# The provider itself.
def test_provider_that_is_away_is_told_in_words(browser: Browser, own: Hostile) -> None:
    offer(own.provider(issuer="http://127.0.0.1:9"))
    browser.open("/login").press("Log in with Acme")
    assert (browser.status, browser.heading) == (502, "Logging in elsewhere did not work")
    assert browser.has("The provider did not answer. Try again in a minute.")
    assert browser.has("If you ask for help, quote this number:")
    assert browser.response.headers["X-Request-ID"] in browser.html


ODD_METADATA = {
    "another issuer": {"issuer": "https://honest.example.org"},
    "a key list without encryption": {"jwks_uri": "http://keys.example.org/"},
    "no token endpoint": {"token_endpoint": None},
    "an endpoint that is no address": {"authorization_endpoint": "javascript:alert(1)"},
    "an endpoint that ends the attribute": {"authorization_endpoint": 'https://a.example.org/"><script>'},
}


@pytest.mark.parametrize("odd", ODD_METADATA)
def test_metadata_that_cannot_be_right_is_refused(browser: Browser, own: Hostile, odd: str) -> None:
    own.metadata = ODD_METADATA[odd]
    assert browser.open("/login").press("Log in with Acme").status == 502


def test_no_redirect_is_followed(browser: Browser, own: Hostile) -> None:
    right = own.answer("/.well-known/openid-configuration", {})
    moved = 302, f"{own.issuer}/elsewhere"
    own.answer = lambda path, form: right if path == "/elsewhere" else moved  # type: ignore[method-assign]
    assert browser.open("/login").press("Log in with Acme").status == 502


def test_endless_answer_is_cut_off(browser: Browser, own: Hostile) -> None:
    own.metadata = {"padding": "x" * 300_000}
    assert browser.open("/login").press("Log in with Acme").status == 502


def test_metadata_is_read_once(browser: Browser, own: Hostile) -> None:
    leave(browser), leave(browser)
    assert own.asked_for == ["/.well-known/openid-configuration"]


def test_keys_are_read_anew_for_an_unknown_one_but_not_each_time(browser: Browser, own: Hostile) -> None:
    link(make_user(), own.issuer)
    own.header = {"kid": "two"}
    for _ in range(3):
        assert browser.open(own.grant(leave(browser))).status == 502
    assert own.asked_for.count("/jwks_uri") == 1


def test_new_key_is_found_once_a_minute_has_passed(browser: Browser, own: Hostile, monkeypatch: pytest.MonkeyPatch) -> None:
    link(make_user(), own.issuer)
    own.header = {"kid": "two"}
    browser.open(own.grant(leave(browser)))
    own.keys = [own.keys[0] | {"kid": "two"}]
    monkeypatch.setattr(directory, "ASKED_AGAIN", 0.0)
    assert browser.open(own.grant(leave(browser))).path == "/"


def test_secret_is_sealed_in_the_table(own: Hostile) -> None:
    with saving():
        stored = db.session.execute(select(db.metadata.tables["setting"].c.value)).scalar_one()
    assert "a secret of this client alone" not in str(stored)
