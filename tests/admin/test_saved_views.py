"""Saved views: an address of the list of users under a name, for oneself or for all who read the list."""

import pytest
from flask import Flask
from sqlalchemy import event, select

import webapp.prepared as prepared
from tests.support.browser import Browser
from tests.support.make import make_user, sign_in
from tests.support.stage import count, found, only, own_context, saving
from webapp.admin.users.listing import forget_counters
from webapp.extensions import db
from webapp.models.event import Event
from webapp.models.saved_view import MOST_OWN, SavedView
from webapp.models.user import User

LIST = "/admin/users"


@pytest.fixture
def admin(browser: Browser) -> Browser:
    return sign_in(browser, make_user("admin", name="Olga"))


def save(browser: Browser, query: str, name: str, **more: bool) -> Browser:
    return browser.open(f"{LIST}?{query}").follow("Save this view").fill({"Name": name, **more}).press("Save view")


def make_view(user: User, **values: object) -> SavedView:
    values = {"name": "Staff", "name_key": "staff", "q": "role:staff"} | values
    with saving() as session:
        view = SavedView(user_id=user.id, **values)
        session.add(view)
    return view


def test_a_view_opens_with_search_order_and_columns(admin: Browser) -> None:
    make_user("staff", name="Sam")
    assert not admin.open(LIST).has("Save this view")
    save(admin, "q=role:staff&sort=name&columns=id", "Our staff")
    assert admin.url.endswith("/admin/users?q=role%3Astaff&sort=name&columns=id")
    admin.open(LIST).follow("Our staff")
    assert 'aria-current="true">Our staff' in admin.html
    assert admin.has("1 person")
    assert not admin.has("Save this view")
    assert found(select(Event.action)) == ["view.saved"]


def test_what_is_ones_own_nobody_else_sees(admin: Browser, app: Flask) -> None:
    view = make_view(make_user("owner"), name="Kept to oneself")
    assert not admin.open(LIST).has("Kept to oneself")
    assert admin.send("GET", f"{LIST}/views/{view.id}").status_code == 404


def test_a_shared_one_stands_above_everybodys_list(admin: Browser, app: Flask) -> None:
    save(admin, "q=role:staff", "Our staff", **{"Share it": True})
    auditor = sign_in(Browser(app), make_user("auditor")).open(LIST).follow("Our staff")
    assert auditor.open(f"{LIST}/views").has("Shared")
    assert not auditor.has("Delete")


def test_who_does_not_manage_people_keeps_views_and_shares_none(browser: Browser) -> None:
    auditor = sign_in(browser, make_user("auditor"))
    save(auditor, "q=role:staff", "Mine")
    auditor.open(f"{LIST}/views/new?q=role:member")
    assert not auditor.has("Share it")
    sent = {"name": "All", "q": "role:member", "is_shared": "y", "csrf_token": auditor.csrf_token}
    assert auditor.send("POST", f"{LIST}/views/new", sent).status_code == 403
    assert found(select(SavedView.name)) == ["Mine"]


def test_names_that_are_masked_stand_in_no_view_either(app: Flask) -> None:
    make_view(make_user("admin"), name="The Lovelaces", q="lovelace", is_shared=True)
    assert not sign_in(Browser(app), make_user("auditor")).open(LIST).has("Lovelaces")


def test_it_is_renamed_and_deleted_after_a_question(admin: Browser) -> None:
    save(admin, "q=role:staff", "Staf")
    admin.open(f"{LIST}/views").follow("Change").fill({"Name": "Staff"}).press("Save view")
    assert found(select(SavedView.name)) == ["Staff"]
    admin.open(f"{LIST}/views").follow("Delete").press("Delete the view Staff")
    assert admin.has("No saved views yet")
    assert set(found(select(Event.action))) == {"view.saved", "view.changed", "view.deleted"}


def test_a_shared_view_of_somebody_above_is_left_alone(admin: Browser) -> None:
    view = make_view(make_user("owner"), is_shared=True)
    assert not admin.open(f"{LIST}/views").has("Delete")
    assert admin.send("GET", f"{LIST}/views/{view.id}/delete").status_code == 403


def test_a_name_is_given_and_taken_once(admin: Browser) -> None:
    assert save(admin, "q=role:staff", " ").errors == ["Enter a name."]
    save(admin, "q=role:staff", "Staff")
    assert save(admin, "q=role:admin", "STAFF").errors == ["You have a view of that name already. Enter a different one."]
    assert count(SavedView) == 1


def test_there_are_only_so_many(admin: Browser) -> None:
    owner = only(select(User).where(User.name == "Olga"))
    with saving() as session:
        session.add_all(SavedView(user_id=owner.id, name=f"{n}", name_key=f"{n}") for n in range(MOST_OWN))
    assert save(admin, "q=role:staff", "One more").errors[0].startswith("There are 20 views already.")


def test_a_view_whose_filter_is_gone_opens_and_says_so(admin: Browser) -> None:
    make_view(only(select(User)), q='group:"Gone" shoe:42')
    admin.open(LIST).follow("Staff")
    assert admin.has("There is no group called gone.")
    assert admin.has("shoe: is nothing to search by.")


def test_an_address_whose_order_or_column_is_gone_opens_and_says_so(admin: Browser) -> None:
    admin.open(f"{LIST}?sort=age&columns=email,shoe")
    assert admin.has("There is no order called “age”")
    assert admin.has("There is no column called “shoe”")


def test_views_take_no_statement_beyond_the_six(admin: Browser, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    make_view(only(select(User)), q='group:"x" crowd')
    asked: list[str] = []
    run_on = prepared.run_on
    monkeypatch.setattr(prepared, "run_on", lambda *given: asked.append(given[1]) or run_on(*given))
    with own_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    for query in ('group:"x" crowd', "nobody@x.org", "olga", "created:<1d jo"):
        asked.clear()
        with app.app_context():
            forget_counters()
        admin.open(f"{LIST}?q={query}&sort=name")
        assert 1 < len(asked) <= 6
