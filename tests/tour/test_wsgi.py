"""The stop about WSGI."""

from tests.support.browser import Browser


def test_it_shows_what_the_server_handed_over(browser: Browser) -> None:
    browser.open("/tour/wsgi?a=%3Cb%3E")
    assert browser.has("PATH_INFO '/tour/wsgi'")
    assert browser.has("QUERY_STRING 'a=%3Cb%3E'")


def test_it_names_the_three_servers(browser: Browser) -> None:
    browser.open("/tour/wsgi")
    assert all(browser.has(server) for server in ("granian --interface", "gunicorn --bind", "waitress-serve --listen"))
