"""Every address and every role: what each of them is answered, and that it is what the view declares."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask

from tests.support.access_table import TABLE
from tests.support.databases import environ_for
from tests.support.public_table import PUBLIC
from tests.support.run_folder import run_folder
from tests.support.visits import ROLES, Portal, furnished
from webapp import create_app
from webapp.access import needs, public
from webapp.models.permissions import ROLE_PERMISSIONS, Permission, Role

BACK_OFFICES = ("/admin", "/inbox", "/api")
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


@pytest.fixture(scope="module")
def portal() -> Portal:
    """On SQLite: doors ask no database which it is."""
    return furnished()


def listed(endpoint: str) -> tuple[str, dict[str, list[int]]]:
    """(who it is for, method → answers) of a line of the table."""
    who, *rest = re.split(r"\s+(?=[A-Z]{3,})", TABLE.get(endpoint, ""))
    return who, {words[0]: [int(word) for word in words[1:]] for words in (one.split() for one in rest)}


def declared(app: Flask, endpoint: str) -> str:
    view = app.view_functions[endpoint]
    if getattr(view, "is_public", False) or endpoint == "static":
        return "public"
    if getattr(view, "is_by_token", False):
        return "token"
    permission = getattr(view, "permission", None)
    return str(permission.value) if permission else "signed in"


def faults(app: Flask) -> Iterator[str]:
    """Sentences on what table and views disagree about."""
    methods: dict[str, set[str]] = {}
    for rule in app.url_map.iter_rules():
        methods.setdefault(rule.endpoint, set()).update((rule.methods or set()) & set(METHODS))
        is_back_office = rule.rule.startswith(BACK_OFFICES)
        if is_back_office and declared(app, rule.endpoint) in {"public", "signed in"}:
            yield f"{rule.rule} is in a back office and names no permission (R6)"
    for endpoint in methods.keys() ^ TABLE.keys():
        yield f"{endpoint} is {'not in the table' if endpoint in methods else 'in the table only'}"
    for endpoint in methods.keys() & TABLE.keys():
        who, answers = listed(endpoint)
        if who != declared(app, endpoint):
            yield f"{endpoint} is for {who} in the table, for {declared(app, endpoint)} in its view"
        if answers.keys() != methods[endpoint]:
            yield f"{endpoint} answers {sorted(methods[endpoint])}, the table says {sorted(answers)}"


def test_the_table_is_complete_and_says_what_the_views_declare(portal: Portal) -> None:
    assert list(faults(portal.app)) == []


def test_the_list_of_public_endpoints_is_this_one(portal: Portal) -> None:
    assert {one for one in portal.app.view_functions if declared(portal.app, one) == "public"} == PUBLIC


@pytest.mark.parametrize("endpoint", TABLE)
def test_each_role_is_answered_as_listed(portal: Portal, endpoint: str) -> None:
    """ASVS 8.2.1, 8.2.2, 8.3.1: function- and data-level access, decided by the server."""
    seen = {}
    for method in listed(endpoint)[1]:
        seen[method] = []
        for role in ROLES:
            portal.put_back()
            seen[method].append(portal.ask(role, method, portal.path(endpoint)).status_code)
    assert seen == listed(endpoint)[1]


@pytest.mark.parametrize("endpoint", TABLE)
def test_each_line_is_what_its_permission_means(endpoint: str) -> None:
    """A line cannot let in whom the role's permissions shut out, nor shut out whom they let in."""
    who, answers = listed(endpoint)
    for statuses in answers.values():
        visitor, *people = statuses
        if who == "public":
            continue
        if who == "token":
            # A log-in opens nothing there, whoever's it is.
            assert statuses == [401] * len(ROLES)
            continue
        assert visitor == 303
        for role, status in zip(ROLES[1:], people, strict=True):
            assert may_enter(role, who) or status == 403, f"{role} gets {status}"


def may_enter(role: str, who: str) -> bool:
    return who == "signed in" or Permission(who) in ROLE_PERMISSIONS[Role(role)]


def broken(break_: str) -> Flask:
    """An app in which somebody made a mistake."""
    app = create_app(environ_for(run_folder() / "broken", tour="1"))
    if break_ == "unlisted":
        app.add_url_rule("/new-thing", "main.home.new_thing", app.view_functions["main.home.about"])
    if break_ == "opened":
        app.view_functions["admin.users.index"] = public(lambda: "everybody")
    if break_ == "without a permission":
        app.add_url_rule("/inbox/secrets", "inbox.submissions.secrets", lambda: "all of them")
    if break_ == "another permission":
        app.view_functions["admin.users.delete"] = needs("users:read")(lambda user_id: "gone")
    if break_ == "another method":
        app.add_url_rule("/account/name", "account.name.edit", methods=["DELETE"])
    return app


@pytest.mark.parametrize("break_", ["unlisted", "opened", "without a permission", "another permission", "another method"])
def test_a_break_is_seen(break_: str) -> None:
    assert list(faults(broken(break_))) != []
