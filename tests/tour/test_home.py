"""The tour's first page, its way through all stops, and how it is switched off."""

from pathlib import Path

import pytest

from tests.support.browser import Browser
from tests.support.databases import environ_for, migrated
from webapp import create_app
from webapp.tour.outline import STOPS


def test_the_next_links_lead_through_every_stop(browser: Browser) -> None:
    browser.open("/tour").follow("Begin with a route")
    met = [browser.heading]
    while ahead := [link.get("href", "") for link in browser.page.every("a") if link.get("rel") == "next"]:
        met.append(browser.open(ahead[0]).heading)
    assert met == [stop.label for stop in STOPS]


def test_the_first_page_lists_every_stop(browser: Browser) -> None:
    browser.open("/tour")
    for stop in STOPS:
        browser.follow(stop.label).follow("All stops of the tour")
    assert browser.heading == "How this portal is put together"


def test_about_and_the_footer_lead_to_the_tour(browser: Browser) -> None:
    links = [link for link in browser.open("/about").page.every("a") if link.get("href") == "/tour"]
    assert len(links) == 2


@pytest.mark.parametrize("settings", [{"tour": "0"}, {"base_url": "https://portal.example.org"}])
def test_switched_off_it_is_a_page_that_does_not_exist(tmp_path: Path, settings: dict[str, str]) -> None:
    client = migrated(environ_for(tmp_path, **settings)).test_client()
    assert [client.get(path).status_code for path in ("/tour", "/tour/hello", "/tour/add/1/2")] == [404, 404, 404]


def test_a_public_address_may_ask_for_it(tmp_path: Path) -> None:
    app = create_app(environ_for(tmp_path, base_url="https://portal.example.org", tour="1"))
    assert "tour" in app.blueprints
