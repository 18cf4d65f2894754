"""The logo as browsers get it."""

from tests.support.browser import Browser


def test_picture_that_nobody_has_uploaded_is_not_found(browser: Browser) -> None:
    assert browser.open("/logo/" + "0" * 64).status == 404
