"""The list of users: what a search finds, how one goes through its pages, and what an auditor sees."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import event, insert

from tests.support.browser import Browser
from tests.support.make import make_user, sign_in
from tests.support.stage import own_context, saving
from webapp.admin.users.listing import forget_counters
from webapp.extensions import db
from webapp.models.group import Group, membership
from webapp.models.user import User

# Whom each test finds in the list: names without the admin who looks.
ROW = re.compile(r'<a href="users/\d+">([^<]*)</a>')


@pytest.fixture
def admin(app: Flask, browser: Browser) -> Browser:
    with app.app_context():
        forget_counters()
    sign_in(browser, make_user("admin", name="Quentin Boss", email="quentin@portal.test"))
    return browser


def names(browser: Browser, query: str = "", **more: str) -> list[str]:
    browser.open(address(query, **more))
    return [name.replace("&#39;", "'") for name in ROW.findall(browser.html)]


def address(query: str, **more: str) -> str:
    wanted = {"q": query, **more}
    return "/admin/users?" + "&".join(f"{name}={escaped(value)}" for name, value in wanted.items() if value)


def escaped(value: str) -> str:
    return "".join(f"%{byte:02X}" for byte in value.encode())


def change(user: User, **values: object) -> None:
    with saving() as session:
        row = session.get_one(User, user.id)
        for name, value in values.items():
            setattr(row, name, value)
        row.index()


def test_everybody_is_there_newest_first(admin: Browser) -> None:
    make_user(name="Ada")
    make_user(name="Bo")
    assert names(admin) == ["Bo", "Ada", "Quentin Boss"]


def test_alone_one_sees_oneself(admin: Browser) -> None:
    assert names(admin) == ["Quentin Boss"]
    assert admin.has("1 person")


def test_accents_make_no_difference(admin: Browser) -> None:
    make_user(name="José García")
    make_user(name="Jose Garcia")
    assert sorted(names(admin, "josé garcia")) == ["Jose Garcia", "José García"]


def test_all_words_must_be_there_in_any_order(admin: Browser) -> None:
    make_user(name="Mary Smith")
    make_user(name="Mary Jones")
    assert names(admin, "smi ary") == ["Mary Smith"]


def test_words_are_looked_for_in_the_address_too(admin: Browser) -> None:
    make_user(name="Ada", email="lovelace@analytical.example")
    assert names(admin, "analytic") == ["Ada"]


@pytest.mark.parametrize(
    "typed", ["%", "_", "*", "?", "[a-z]", "'", '"', "\\", "%%%", "a*a", "***", 'x" OR "y', "o'brien*", "!!!"]
)
def test_what_is_typed_stands_for_itself(admin: Browser, typed: str) -> None:
    make_user(name="Ada Lovelace")
    assert names(admin, typed) == []


@pytest.mark.parametrize("name", ["50% off_shore", "star*man?", "[brackets]", "back\\slash", 'say "hello"', "O'Brien"])
def test_name_with_odd_characters_is_found_by_them(admin: Browser, name: str) -> None:
    make_user(name="50x offxshore starxman brackets backslash hello OBrien")
    make_user(name=name)
    assert names(admin, name.replace('"', "").split()[-1])[0:1] == [name.replace('"', "&#34;")]


def test_short_word_is_a_beginning_of_name_or_address(admin: Browser) -> None:
    make_user(name="Jo March")
    make_user(name="Ada", email="jo.ada@example.org")
    make_user(name="Banjo", email="banjo@example.org")
    assert sorted(names(admin, "jo")) == ["Ada", "Jo March"]


def test_word_of_two_signs_finds_a_chinese_name(admin: Browser) -> None:
    make_user(name="王芳")
    assert names(admin, "王芳") == ["王芳"]


def test_whole_address_comes_first(admin: Browser) -> None:
    make_user(name="Exactly", email="ada@example.org")
    make_user(name="Longer", email="nada@example.org.test")
    assert names(admin, "ada@example.org") == ["Exactly", "Longer"]


def test_role(admin: Browser) -> None:
    make_user("staff", name="Sam")
    make_user(name="Ada")
    assert (names(admin, "role:staff"), names(admin, "role:member")) == (["Sam"], ["Ada"])


def test_status_and_the_deleted_are_only_shown_when_asked_for(admin: Browser) -> None:
    gone = make_user(name="Gone")
    change(gone, status="deleted", deleted_at=datetime.now(UTC))
    change(make_user(name="Out"), status="suspended", suspended_reason="Rules")
    assert (names(admin), names(admin, "status:deleted"), names(admin, "status:suspended")) == (
        ["Out", "Quentin Boss"],
        ["Gone"],
        ["Out"],
    )


def test_group(admin: Browser) -> None:
    ada, _ = make_user(name="Ada"), make_user(name="Bo")
    with saving() as session:
        group = Group(name="Night shift", name_key="night shift")
        session.add(group)
        session.flush()
        session.execute(insert(membership).values(group_id=group.id, user_id=ada.id))
    assert (names(admin, 'group:"Night shift"'), names(admin, "group:Nobody")) == (["Ada"], [])


def test_unverified(admin: Browser) -> None:
    change(make_user(name="Yes"), email_confirmed_at=datetime.now(UTC))
    change(make_user(name="No"), email_confirmed_at=None)
    assert "No" in names(admin, "is:unverified")
    assert "Yes" not in names(admin, "is:unverified")


def test_created(admin: Browser) -> None:
    change(make_user(name="Old"), created_at=datetime(2020, 5, 17, 12, tzinfo=UTC))
    found = [names(admin, f"created:{span}") for span in ("2020-05-17", "<2020-05-17", "<=2020-05-17", ">2020-05-17")]
    assert found == [["Old"], [], ["Old"], ["Quentin Boss"]]


def test_seen(admin: Browser) -> None:
    change(make_user(name="Late"), last_seen_at=datetime.now(UTC) - timedelta(days=100))
    make_user(name="Never")
    found = names(admin, "seen:>90d"), names(admin, "seen:<101d"), names(admin, "seen:never")
    assert found[0] == ["Late"]
    assert "Late" in found[1]
    assert "Never" in found[2]
    assert "Never" not in found[1]


def test_id(admin: Browser) -> None:
    ada = make_user(name="Ada")
    assert (names(admin, f"id:{ada.id}"), names(admin, "id:9223372036854775807")) == (["Ada"], [])


def test_unknown_condition_gets_a_hint_and_no_error(admin: Browser) -> None:
    names(admin, "colour:red no:phone")
    assert admin.has("colour: is nothing to search by")
    assert admin.has("no:phone was left out.")


def test_conditions_and_words_hold_together(admin: Browser) -> None:
    make_user("staff", name="Maria Staff")
    make_user(name="Maria Member")
    assert names(admin, "maria role:staff") == ["Maria Staff"]


def test_list_of_addresses_finds_all_and_names_the_others(admin: Browser) -> None:
    make_user(name="Ada", email="ada@example.org")
    make_user(name="Bo", email="bo@example.org")
    assert names(admin, "ada@example.org, bo@example.org; nobody@example.org") == ["Ada", "Bo"]
    assert admin.has("One address was not found:")
    assert admin.has("nobody@example.org")


@pytest.mark.parametrize(("sort", "first"), [("name", "Ada"), ("email", "Zoe"), ("seen", "Mia"), ("newest", "Zoe")])
def test_sorts(admin: Browser, sort: str, first: str) -> None:
    change(make_user(name="Mia", email="m@b.test"), last_seen_at=datetime.now(UTC) + timedelta(minutes=1))
    make_user(name="Ada", email="z@b.test")
    make_user(name="Zoe", email="a@b.test")
    assert names(admin, sort=sort)[0] == first


@pytest.fixture
def crowd(admin: Browser) -> Browser:
    """120 people with three names between them."""
    with saving() as session:
        session.add_all(User(name=("Ann", "Ben", "Cy")[n % 3], email=f"p{n:03}@crowd.test") for n in range(120))
    return admin


def through(browser: Browser, word: str) -> list[str]:
    """Addresses of people on this page and on all that follow `word`."""
    found = []
    while True:
        found.append(re.findall(r"[\w.]+@[\w.]+test", browser.html.partition("<tbody>")[2]))
        if f"{word} <svg" not in browser.html and f"</svg> {word}" not in browser.html:
            return found
        browser.follow(word)


@pytest.mark.parametrize("sort", ["newest", "name", "email", "seen"])
def test_pages_show_everybody_once_in_both_directions(crowd: Browser, sort: str) -> None:
    names(crowd, sort=sort)
    forward = [one for page in through(crowd, "Next") for one in page]
    backward = [one for page in through(crowd, "Previous")[::-1] for one in page]
    assert len(set(forward)) == len(forward) == 121
    assert sorted(backward) == sorted(forward)


@pytest.mark.parametrize("query", ["crowd", "role:member", "p0", "created:<1d", "is:unverified"])
def test_pages_of_a_search_show_each_once(crowd: Browser, query: str) -> None:
    names(crowd, query, sort="name")
    found = [one for page in through(crowd, "Next") for one in page if "crowd" in one]
    assert len(set(found)) == len(found) >= 100


def test_cursor_of_another_search_shows_page_one_and_says_so(crowd: Browser) -> None:
    names(crowd, "crowd")
    crowd.follow("Next")
    assert names(crowd, "role:member", page=crowd.url.partition("page=")[2])
    assert crowd.has("That page is no longer there.")


def test_no_page_takes_more_than_six_statements(crowd: Browser, app: Flask) -> None:
    asked: list[str] = []
    with own_context():
        engine = db.engine
    listener = lambda *given: asked.append(given[2])  # noqa: E731
    event.listen(engine, "before_cursor_execute", listener)
    most = 0
    for query in ("", "role:member", "crowd", "ann@x.org role:member", "p1@crowd.test", 'group:"x" crowd', "created:<1d jo"):
        asked.clear()
        with app.app_context():
            forget_counters()
        names(crowd, query, sort="name")
        most = max(most, len(asked))
    event.remove(engine, "before_cursor_execute", listener)
    assert most <= 6


def test_chips_lead_to_their_filter_and_back(admin: Browser) -> None:
    make_user("staff", name="Sam")
    admin.open("/admin/users?q=sam").follow("Staff 1")
    assert "role%3Astaff" in admin.html
    assert ROW.findall(admin.html) == ["Sam"]


def test_a_condition_in_force_is_a_chip_that_takes_it_away(admin: Browser) -> None:
    names(admin, 'role:staff group:"Night shift" sam created:>2026-01-01')
    admin.follow('group:"Night shift"')
    assert admin.value("Name, address or condition") == "role:staff sam created:>2026-01-01"


def test_columns_are_chosen_in_the_address(admin: Browser) -> None:
    make_user(name="Ada", email="ada@example.org")
    names(admin, columns="id")
    assert not admin.has("ada@example.org")


def test_nobody_fits_offers_a_way_back(admin: Browser) -> None:
    names(admin, "nobody-at-all")
    assert admin.has("Nobody fits")
    assert admin.follow("Show everybody").has("1 person")


@pytest.mark.parametrize("question", ["", "?q=maria", "?q=nobody-is-called-so"])
def test_who_waits_is_counted_anew_by_each_page(browser: Browser, question: str) -> None:
    sign_in(browser, make_user("admin", name="Maria"))
    browser.open("/admin/users")
    make_user(name="Bo", status="pending")
    assert 'Pending <span class="count">1</span>' in browser.open(f"/admin/users{question}").html
