"""What was uploaded comes back to its sender as a download, and to nobody else."""

import re
from uuid import uuid4

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.support.browser import Browser
from tests.support.files import PDF, picture
from tests.support.forms import make_form, page, question
from tests.support.make import make_user, sign_in
from tests.support.stage import only, own_context
from webapp.models.file import File
from webapp.models.submission import Submission
from webapp.storage import storage


@pytest.fixture
def sent(browser: Browser) -> Browser:
    """Somebody who has sent a file and looks at their confirmation."""
    make_form(page(question("file", "Letter", "f_letter"), uid="p_you"))
    sign_in(browser, make_user()).open("/forms/summer-course").press("Start now")
    return browser.fill({"Letter": ("Zeugnis Ö.pdf", PDF)}).press("Continue").press("Send")


def address() -> str:
    return f"/submissions/{only(select(Submission))}/files/{only(select(File.id))}"


def asked(browser: Browser, path: str) -> TestResponse:
    answer = browser.send("GET", path)
    answer.get_data()
    return answer


def test_the_confirmation_lists_it_and_leads_to_it(sent: Browser) -> None:
    assert sent.has("Zeugnis Ö.pdf (1 KB)")
    sent.follow("Zeugnis Ö.pdf (1 KB)")
    assert (sent.status, sent.response.get_data()) == (200, PDF)


def test_it_is_saved_and_not_opened_where_our_pages_are(sent: Browser) -> None:
    """ASVS 3.2.1, 5.4.1, 5.4.2."""
    headers = asked(sent, address()).headers
    disposition = "attachment; filename=\"Zeugnis _.pdf\"; filename*=UTF-8''Zeugnis%20%C3%96.pdf"
    assert headers["Content-Disposition"] == disposition
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert (headers["X-Content-Type-Options"], headers["Content-Type"]) == ("nosniff", "application/pdf")
    assert (headers["Cache-Control"], headers["Content-Length"]) == ("no-store", str(len(PDF)))


def test_a_picture_is_shown_small_from_here(browser: Browser) -> None:
    make_form(page(question("picture", "Portrait", "f_face"), uid="p_you"))
    sign_in(browser, make_user()).open("/forms/summer-course").press("Start now")
    browser.fill({"Portrait": ("me.png", picture())}).press("Continue").press("Send")
    shown = [one.get("src") for one in browser.page.every("img")]
    assert len(shown) == 1
    assert asked(browser, str(shown[0])).mimetype == "image/png"


def bare(answer: TestResponse) -> str:
    """A page without what differs between any two answers."""
    return re.sub(r'nonce="[^"]+"', "", answer.text.replace(answer.headers["X-Request-ID"], ""))


@pytest.mark.parametrize("role", ["member", "staff", "owner"])
def test_to_everybody_else_it_is_as_if_there_were_none(sent: Browser, role: str) -> None:
    other = sign_in(Browser(sent.client.application), make_user(role))
    path = address()
    theirs, none = (asked(other, one) for one in (path, path.rpartition("/")[0] + f"/{uuid4()}"))
    assert theirs.status_code == none.status_code == 404
    assert bare(theirs) == bare(none)


def test_its_id_opens_nothing_under_another_submission(sent: Browser) -> None:
    first = address()
    sent.open("/forms/summer-course").press("Start now").fill({"Letter": ("b.pdf", PDF)}).press("Continue").press("Send")
    second = sent.path
    assert asked(sent, f"{second}/files/{first.rpartition('/')[2]}").status_code == 404
    assert asked(sent, first).status_code == 200


def test_a_file_whose_bytes_are_gone_is_a_404(sent: Browser) -> None:
    file_id = only(select(File.id))
    with own_context():
        storage().delete([file_id.hex])
    assert asked(sent, address()).status_code == 404


def test_a_file_that_waits_in_a_draft_is_no_download(sent: Browser) -> None:
    reference = only(select(Submission))
    sent.open("/forms/summer-course").press("Start now").fill({"Letter": ("b.pdf", PDF)}).press("Upload Letter")
    waiting = only(select(File.id).where(File.state == "staged"))
    assert asked(sent, f"/submissions/{reference}/files/{waiting}").status_code == 404
