"""What a page's inputs take from a request."""

import pytest

from tests.support.browser import Browser


@pytest.mark.parametrize("body", ['["a"]', '{"email": 5}', "5", '"a"', "null"])
def test_a_json_document_is_no_filled_in_page(browser: Browser, body: str) -> None:
    browser.open("/login")
    token = browser.csrf_token
    answer = browser.send("POST", "/login", body, content_type="application/json", headers={"X-CSRFToken": token})
    assert answer.status_code == 422
