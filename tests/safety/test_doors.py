"""Doors: what is not yours is not there, rights that are lost are lost at once, and nobody gives themselves any."""

import re
import uuid

import pytest
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from tests.support.acting import does
from tests.support.browser import Browser
from tests.support.make import make_user, sign_in
from tests.support.stage import only, saving
from tests.support.visits import Portal
from webapp.models.login_session import LoginSession
from webapp.models.permissions import Role
from webapp.models.reference import new_reference, show_reference
from webapp.models.user import User

ITS_OWN = {"X-Request-ID", "Date", "Content-Security-Policy", "Set-Cookie", "Content-Length"}
FIELDS = {"role": "owner", "is_admin": "1", "id": "1", "user_id": "1", "status": "active", "email_confirmed_at": "2026-01-01"}


def bare(answer: TestResponse) -> tuple[int, dict[str, str], str]:
    """An answer without what is new in each: request id, nonce, token."""
    text = answer.text.replace(answer.headers["X-Request-ID"], "ID")
    text = re.sub(r'nonce="[^"]+"', 'nonce=""', text)
    text = re.sub(r'(name="csrf_token" value|value="[^"]*" name="csrf_token|content)="[^"]{60,}"', "TOKEN", text)
    return answer.status_code, {name: value for name, value in answer.headers if name not in ITS_OWN}, text


@pytest.mark.parametrize(
    ("role", "method", "address", "name"),
    [
        ("owner", "GET", "/drafts/{}", "draft_id"),
        ("owner", "GET", "/drafts/{}/p_you", "draft_id"),
        ("owner", "POST", "/drafts/{}/p_you", "draft_id"),
        ("owner", "POST", "/drafts/{}/submit", "draft_id"),
        ("owner", "POST", "/drafts/{}/delete", "draft_id"),
        ("owner", "GET", "/submissions/{}", "reference"),
        ("owner", "POST", "/submissions/{}/withdraw", "reference"),
        ("owner", "POST", "/account/sessions/{}/end", "login_session_id"),
    ],
)
def test_somebody_elses_thing_and_a_missing_one_look_the_same(
    portal: Portal, role: str, method: str, address: str, name: str
) -> None:
    """ASVS 8.2.2, 8.4.1: also the owner has no way to a member's own things."""
    portal.put_back()
    missing = {"draft_id": uuid.uuid4(), "reference": show_reference(new_reference()), "login_session_id": 4711}[name]
    theirs = bare(portal.ask(role, method, address.format(portal.values[name])))
    assert theirs[0] == 404
    assert theirs == bare(portal.ask(role, method, address.format(missing)))


def test_a_page_that_nobody_knows_is_not_there_for_anybody(portal: Portal) -> None:
    for role in ("visitor", "member", "owner"):
        assert portal.ask(role, "GET", "/admin/no/such").status_code == 404


def test_a_demoted_admin_is_out_at_the_next_request(browser: Browser) -> None:
    """ASVS 8.3.2: no role rides in the cookie."""
    admin, owner = make_user("admin"), make_user("owner")
    sign_in(browser, admin)
    assert browser.open("/admin/users").status == 200
    does(owner, "grant_role", admin, role=Role.MEMBER)
    assert browser.open("/admin/users").status == 403


def test_a_suspended_person_is_out_at_the_next_request(browser: Browser) -> None:
    """ASVS 7.4.2."""
    ada, owner = make_user(), make_user("owner")
    sign_in(browser, ada)
    does(owner, "suspend", ada, reason="For a test.")
    assert browser.open("/account").path == "/login"


@pytest.mark.parametrize("change", [{"revoked_at": "2026-01-01"}, {"expires_at": "2026-01-01"}])
def test_an_ended_log_in_opens_nothing(browser: Browser, change: dict[str, str]) -> None:
    """ASVS 7.2.1, 7.4.1: the row decides, not the cookie."""
    ada = sign_in(browser, make_user()).open("/account")
    when = only(select(LoginSession.created_at)).replace(year=2020)
    with saving() as session:
        session.execute(update(LoginSession).values(dict.fromkeys(change, when)))
    assert ada.open("/account").path == "/login"


def test_extra_fields_of_a_page_are_ignored(portal: Portal) -> None:
    """ASVS 8.2.3, 15.3.3: a page takes the fields that it lists."""
    portal.put_back()
    assert portal.ask("member", "POST", "/account/name", {"name": "Grace", **FIELDS}).status_code == 303
    grace = only(select(User).where(User.name == "Grace"))
    assert (grace.role, grace.email[:6]) == ("member", "member")


def test_who_signs_up_is_a_member_whatever_they_send(portal: Portal) -> None:
    portal.put_back()
    typed = {"name": "Mallory", "email": "mallory@example.org", "password": "long enough for anybody 7"}
    portal.ask("visitor", "POST", "/signup", {**FIELDS, **typed, "password_again": typed["password"]})
    assert only(select(User.role).where(User.name == "Mallory")) == "member"


def test_editing_a_person_gives_no_role(portal: Portal) -> None:
    portal.put_back()
    target = portal.values["user_id"]
    version = only(select(User.version).where(User.id == target))
    portal.ask(
        "admin",
        "POST",
        f"/admin/users/{target}/edit",
        {"name": "New Name", "email": "n@example.org", "version": version, **FIELDS},
    )
    assert only(select(User.role).where(User.id == target)) == "member"


@pytest.mark.parametrize(
    "address", ["/forms/a%0D%0ASet-Cookie:x=1", "/forms?q=%0D%0AX-Evil:1", "/inbox/find?reference=%0D%0AX:1"]
)
def test_no_line_break_comes_into_a_header(portal: Portal, address: str) -> None:
    """ASVS 1.2.1 and 4.2.4 in spirit."""
    for role in ("visitor", "owner"):
        answer = portal.ask(role, "GET", address)
        assert answer.status_code in {200, 303, 404}
        assert not [name for name, value in answer.headers if "\n" in value or "\r" in value or name.startswith("X-Evil")]


@pytest.mark.parametrize(
    "address", ["//evil.example/forms", "/\\evil.example", "/forms?next=//evil.example", "/login?next=https://evil.example"]
)
def test_logging_in_leads_nowhere_else(browser: Browser, address: str) -> None:
    """ASVS 3.7.2: where to go is kept in the session, as a path of this site."""
    browser.send("GET", address)
    with browser.client.session_transaction(base_url="http://localhost") as session:
        back = session.get("back", "/")
    assert re.match(r"/(?![/\\])", back)
