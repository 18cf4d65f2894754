"""A new form: blank, copied, imported."""

from sqlalchemy import select

from tests.support.browser import Browser
from tests.support.building import builder, draft, newest_form, outline
from tests.support.filling import Upload
from tests.support.forms import document, page, question
from tests.support.make import make_user, sign_in
from tests.support.stage import count, only
from tests.support.workbook import asked, workbook
from webapp.columns import canonical
from webapp.models.event import Event
from webapp.models.form import Form
from webapp.models.form_status import FormStatus


def test_a_new_form_has_a_title_one_page_and_an_address(browser: Browser) -> None:
    sign_in(browser, make_user("admin")).open("/admin/forms/new")
    browser.fill({"Title": "Été à la mer"}).press("Create the form")
    assert browser.heading == "Été à la mer"
    assert (newest_form().slug, newest_form().state, len(outline())) == ("ete-a-la-mer", "draft", 1)


def test_a_new_form_starts_from_a_template_and_can_be_published(browser: Browser) -> None:
    sign_in(browser, make_user("admin")).open("/admin/forms/new").fill({"Start from": "Leave request"})
    browser.press("Create the form")
    assert browser.heading == "Leave request"
    browser.follow("Publish").press("Publish version 1")
    assert (newest_form().slug, newest_form().state) == ("leave-request", "open")


def test_a_form_out_of_a_template_is_filled_in_and_sent(browser: Browser) -> None:
    sign_in(browser, make_user("admin")).open("/admin/forms/new").fill({"Start from": "Maintenance request"})
    browser.press("Create the form").follow("Publish").press("Publish version 1").open("/forms/maintenance-request")
    browser.press("Start now").fill({"Building": "Mill", "Floor and room": "Second floor, kitchen"}).press("Continue")
    browser.fill({"What is it about?": "Lift", "What is wrong?": "It stands still."})
    browser.fill({"Can somebody be hurt by it, or does it damage anything?": "No"}).press("Continue")
    browser.fill({"How soon does it have to be mended?": "Within a day"}).press("Continue")
    browser.fill({"May we go in when nobody is there?": "Yes", "Your name": "Ada", "Phone number": "+44 20 7946 0018"})
    browser.press("Continue").press("Send request")
    assert browser.heading == "Your request has arrived – Maintenance request"


def test_a_template_takes_the_title_that_is_given(browser: Browser) -> None:
    sign_in(browser, make_user("admin")).open("/admin/forms/new")
    browser.fill({"Start from": "Grant application", "Title": "Youth fund"}).press("Create the form")
    assert (browser.heading, len(outline())) == ("Youth fund", 5)


def test_a_template_can_be_looked_into_before_it_is_taken(browser: Browser) -> None:
    sign_in(browser, make_user("admin")).open("/admin/forms/new")
    assert browser.has("End date Date")


def test_a_new_form_has_the_first_six_statuses(browser: Browser) -> None:
    sign_in(browser, make_user("admin")).open("/admin/forms/new").fill({"Title": "Course"}).press("Create the form")
    assert count(FormStatus) == 6


def test_a_second_form_of_the_same_title_gets_an_address_of_its_own(browser: Browser) -> None:
    builder(browser)
    browser.open("/admin/forms/new").fill({"Title": "Summer course"}).press("Create the form")
    assert newest_form().slug == "summer-course-2"


def test_a_form_needs_a_title(browser: Browser) -> None:
    sign_in(browser, make_user("admin")).open("/admin/forms/new").press("Create the form")
    assert (browser.status, browser.errors) == (422, ["Enter a title, for example Summer course"])


def test_a_copy_has_everything_under_new_names(browser: Browser) -> None:
    builder(browser).press("Duplicate the form")
    copy = draft().definition
    assert browser.heading == "Copy of Summer course"
    assert [len(items) for _page, items in outline()] == [2, 1]
    assert copy["pages"][1]["show"]["all"][0]["f"] == copy["pages"][0]["items"][1]["uid"] != "f_swims"


def test_a_document_is_imported(browser: Browser) -> None:
    written = canonical(document(page(question("text", "Name"), uid="p_one"), title="Imported", slug="imported"))
    sign_in(browser, make_user("admin")).open("/admin/forms/import")
    browser.fill({"Document": written}).press("Import the form")
    assert newest_form().slug == "imported"


def test_a_document_whose_address_is_taken_gets_another(browser: Browser) -> None:
    builder(browser)
    written = canonical(document(page(question("text", "Name"), uid="p_one"), slug="summer-course"))
    browser.open("/admin/forms/import").fill({"Document": written}).press("Import the form")
    assert (newest_form().slug, draft().definition["settings"]["slug"]) == ("summer-course-2", "summer-course-2")


def test_what_is_no_document_says_what_is_wrong_with_it(browser: Browser) -> None:
    sign_in(browser, make_user("admin")).open("/admin/forms/import")
    browser.fill({"Document": '{"schema": 2}'}).press("Import the form")
    assert browser.status == 422
    assert "schema" in browser.errors[0]
    assert count(Form) == 0


def test_creating_is_an_event(browser: Browser) -> None:
    sign_in(browser, make_user("admin")).open("/admin/forms/new").fill({"Title": "Course"}).press("Create the form")
    assert only(select(Event.action).where(Event.target_type == "form")) == "form.created"


def upload(browser: Browser, data: bytes, filename: str = "pets.xlsx") -> Browser:
    """Choose a file on the page for importing and send it."""
    sign_in(browser, make_user("admin")).open("/admin/forms/import")
    return browser.fill({"File": Upload(filename, data)}).press("Import the form")


def test_a_workbook_first_tells_what_becomes_of_it_and_then_becomes_a_form(browser: Browser) -> None:
    rows = [asked("text", "name", "Your name"), asked("geopoint", "where", "Where?")]
    upload(browser, workbook(rows, form_title="Pets"))
    assert browser.heading == "What becomes of pets.xlsx"
    assert browser.has("1 page, 1 question or text")
    assert browser.has("Places on a map cannot be asked for.")
    assert count(Form) == 0
    browser.press("Make the form")
    assert (browser.heading, newest_form().slug, outline()) == ("Pets", "pets", [("p_page1", ["f_name"])])


def test_a_document_may_come_as_a_file(browser: Browser) -> None:
    written = canonical(document(page(question("text", "Name"), uid="p_one"), title="Imported", slug="imported"))
    upload(browser, written.encode(), "form.json")
    assert newest_form().slug == "imported"


def test_a_file_that_cannot_be_read_says_so_at_the_file(browser: Browser) -> None:
    upload(browser, b"PK\x03\x04 nothing more")
    assert (browser.status, browser.errors) == (422, ["The file is not a workbook. Choose a file that ends in .xlsx."])


def test_nothing_chosen_and_nothing_pasted_is_said(browser: Browser) -> None:
    sign_in(browser, make_user("admin")).open("/admin/forms/import").press("Import the form")
    assert (browser.status, browser.errors) == (422, ["Choose a file, or paste a form's document"])


def test_a_packed_document_that_was_tampered_with_is_none(browser: Browser) -> None:
    upload(browser, workbook([asked("text", "name", "Your name")]))
    control = next(one for one in browser.page.every("input") if one.get("name") == "packed")
    control.set("value", "AAAA")
    browser.press("Make the form")
    assert (browser.status, count(Form)) == (422, 0)
