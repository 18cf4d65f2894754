"""The outline: what stands in it, undo and redo, export."""

import json

from tests.support.browser import Browser
from tests.support.building import builder, draft, outline
from tests.support.forms import make_form, page, question
from tests.support.make import make_user, sign_in


def test_questions_stand_in_order_with_their_conditions(browser: Browser) -> None:
    builder(browser)
    assert browser.has("1. Child’s name")
    assert browser.has("3. Workshop")
    assert browser.has("Shown if “Swims?” is Yes")


def test_undo_takes_the_last_change_back_and_redo_brings_it_again(browser: Browser) -> None:
    builder(browser).press("Move down Child’s name")
    assert outline()[0] == ("p_child", ["f_swims", "f_name"])
    browser.press("Undo Moved “Child’s name”")
    assert outline()[0] == ("p_child", ["f_name", "f_swims"])
    browser.press("Redo Moved “Child’s name”")
    assert outline()[0] == ("p_child", ["f_swims", "f_name"])


def test_undo_walks_back_further_than_one_change(browser: Browser) -> None:
    builder(browser).press("Move down Child’s name").press("Duplicate Workshop")
    browser.press("Undo Duplicated “Workshop”").press("Undo Moved “Child’s name”")
    assert outline() == [("p_child", ["f_name", "f_swims"]), ("p_course", ["f_shop"])]


def test_a_change_after_undo_ends_what_could_be_redone(browser: Browser) -> None:
    builder(browser).press("Move down Child’s name").press("Undo Moved “Child’s name”").press("Duplicate Workshop")
    assert not browser.has("Redo")


def test_undo_on_a_stale_page_undoes_nobody_elses_change(browser: Browser) -> None:
    other = builder(browser).press("Duplicate Workshop")
    stale = sign_in(Browser(other.client.application), make_user("admin")).open(other.path)
    browser.press("Duplicate Swims?")
    stale.press("Undo Duplicated “Workshop”")
    assert stale.status == 409
    assert len(outline()[0][1]) == 3


def test_the_draft_is_exported_as_its_document(browser: Browser) -> None:
    builder(browser).follow("Export")
    assert json.loads(browser.html) == draft().definition
    assert 'filename="summer-course.json"' in browser.response.headers["Content-Disposition"]


def test_an_auditor_sees_no_buttons(browser: Browser) -> None:
    builder(browser, role="auditor")
    assert browser.has("1. Child’s name")
    assert not browser.has("Move down")
    assert not browser.has("Add a question")


def test_a_form_of_300_questions_is_one_page(browser: Browser) -> None:
    pages = [page(*(question("text", f"Q{at * 10 + n}") for n in range(10)), uid=f"p_{at}a") for at in range(30)]
    form = make_form(*pages)
    sign_in(browser, make_user("admin")).open(f"/admin/forms/{form.id}")
    assert browser.has("300. Q299")


def test_somebody_without_the_form_gets_a_404(browser: Browser) -> None:
    assert sign_in(browser, make_user("admin")).open("/admin/forms/4711").status == 404
