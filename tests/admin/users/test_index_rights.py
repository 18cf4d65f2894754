"""The list of users as somebody who is no administrator has it: an auditor without names, staff not at all."""

from flask import Flask

from tests.admin.users.test_index import names
from tests.support.browser import Browser
from tests.support.make import make_user, sign_in


def test_auditor_sees_no_name_and_no_address(app: Flask) -> None:
    make_user(name="Åsa Öberg", email="asa.oberg@example.org")
    auditor = Browser(app)
    sign_in(auditor, make_user("auditor", name="Olga"))
    auditor.open("/admin/users")
    assert not auditor.has("Åsa Öberg")
    assert not auditor.has("asa.oberg")
    assert auditor.has("Å. Ö.")


def test_auditor_cannot_guess_a_name_letter_by_letter(app: Flask) -> None:
    make_user(name="Åsa Öberg", email="asa.oberg@example.org")
    auditor = Browser(app)
    sign_in(auditor, make_user("auditor", name="Olga"))
    assert len(names(auditor, "oberg")) == len(names(auditor, "xyzzy")) == 2


def test_staff_may_not_see_the_list(browser: Browser) -> None:
    sign_in(browser, make_user("staff"))
    assert browser.send("GET", "/admin/users").status_code == 403
