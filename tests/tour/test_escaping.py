"""The stop about templates and escaping."""

from tests.support.browser import Browser

TAG = "<img src=x onerror=\"alert('x')\">"


def test_a_typed_tag_is_shown_as_text(browser: Browser) -> None:
    browser.open("/tour/escaping").fill({"Your text": TAG}).press("Show the text")
    assert browser.has(TAG)
    assert not list(browser.page.every("img"))


def test_what_was_sent_is_shown_too(browser: Browser) -> None:
    assert browser.open("/tour/escaping?text=a%3Cb").has("Your browser was sent a&lt;b")


def test_template_language_is_not_obeyed(browser: Browser) -> None:
    assert browser.open("/tour/escaping?text={{7*7}}").has("You see {{7*7}}")


def test_a_text_too_long_is_refused_on_its_field(browser: Browser) -> None:
    assert browser.open(f"/tour/escaping?text={'x' * 201}").errors == ["Use 200 characters or fewer."]
