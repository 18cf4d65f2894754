"""The list of forms."""

from tests.support.browser import Browser
from tests.support.forms import make_form, moved
from tests.support.make import make_user, sign_in


def test_a_form_stands_in_the_list_with_its_address_state_and_version(browser: Browser) -> None:
    make_form(title="Leave request")
    sign_in(browser, make_user("admin")).open("/admin/forms")
    assert browser.has("Leave request/forms/leave-request Open 1")


def test_archived_forms_are_listed_only_when_asked_for(browser: Browser) -> None:
    form = make_form(title="Leave request")
    moved(form, "close")
    moved(form, "archive")
    sign_in(browser, make_user("admin")).open("/admin/forms")
    assert not browser.has("Leave request")
    assert browser.follow("Archived").has("Leave request")


def test_the_list_is_cut_into_pages(browser: Browser) -> None:
    for number in range(51):
        make_form(title=f"Form {number:02}")
    sign_in(browser, make_user("admin")).open("/admin/forms")
    assert not browser.has("Form 00")
    assert browser.follow("Next").has("Form 00")


def test_an_auditor_sees_the_list_and_no_way_to_change_it(browser: Browser) -> None:
    sign_in(browser, make_user("auditor")).open("/admin/forms")
    assert browser.status == 200
    assert not browser.has("New form")
